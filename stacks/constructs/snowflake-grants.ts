import { GrantPrivilegesToAccountRole } from '@cdktf/provider-snowflake/lib/grant-privileges-to-account-role/index.js';
import type { Construct, TerraformResource } from '../cdktf.ts';
import { qualified } from './snowflake.ts';

type On = Omit<
  ConstructorParameters<typeof GrantPrivilegesToAccountRole>[2],
  'accountRoleName' | 'privileges'
>;

export interface GrantsProps {
  /** What the id of each begins with. */
  readonly id: string;
  readonly role: string;
  readonly database: string;
  /** What is granted on, where it is made in the same stack and met by its name. @default nothing */
  readonly dependsOn?: ReadonlyArray<TerraformResource>;
}

/** Grants to one role, in one database; each has an id that tells what it is. */
export class Grants {
  readonly #scope: Construct;
  readonly #props: GrantsProps;

  constructor(scope: Construct, props: GrantsProps) {
    this.#scope = scope;
    this.#props = props;
  }

  #grant(what: string, on: On, privileges: ReadonlyArray<string>): void {
    const { id, role, dependsOn } = this.#props;
    new GrantPrivilegesToAccountRole(this.#scope, `${id}-${what}`, {
      accountRoleName: role,
      privileges: [...privileges],
      ...(dependsOn === undefined ? {} : { dependsOn: [...dependsOn] }),
      ...on,
    });
  }

  onAccount(privileges: ReadonlyArray<string>): void {
    this.#grant('account', { onAccount: true }, privileges);
  }

  /** @param objectName of a database, a warehouse or an integration */
  onAccountObject(
    id: string,
    objectType: 'DATABASE' | 'WAREHOUSE' | 'INTEGRATION',
    objectName: string,
    privileges: ReadonlyArray<string>,
  ): void {
    this.#grant(id, { onAccountObject: { objectType, objectName } }, privileges);
  }

  onDatabase(privileges: ReadonlyArray<string>): void {
    this.onAccountObject('database', 'DATABASE', this.#props.database, privileges);
  }

  onSchema(schema: string, privileges: ReadonlyArray<string>): void {
    const on = { schemaName: qualified(this.#props.database, schema) };
    this.#grant(`schema-${schema.toLowerCase()}`, { onSchema: on }, privileges);
  }

  /** On what is there and on what will be. */
  onEvery(
    kind: 'TABLES' | 'VIEWS' | 'FUNCTIONS',
    schema: string,
    privileges: ReadonlyArray<string>,
  ): void {
    const every = { objectTypePlural: kind, inSchema: qualified(this.#props.database, schema) };
    const id = `${kind.toLowerCase()}-${schema.toLowerCase()}`;
    this.#grant(`all-${id}`, { onSchemaObject: { all: every } }, privileges);
    this.#grant(`future-${id}`, { onSchemaObject: { future: every } }, privileges);
  }

  onObject(id: string, objectType: string, objectName: string, privileges: ReadonlyArray<string>) {
    this.#grant(id, { onSchemaObject: { objectType, objectName } }, privileges);
  }
}
