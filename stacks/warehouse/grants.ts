import { RAW_SCHEMA } from '@bitcoin-pipeline/model';
import { AccountRole } from '@cdktf/provider-snowflake/lib/account-role/index.js';
import { GrantAccountRole } from '@cdktf/provider-snowflake/lib/grant-account-role/index.js';
import { GrantPrivilegesToAccountRole } from '@cdktf/provider-snowflake/lib/grant-privileges-to-account-role/index.js';
import type { Warehouse } from '@cdktf/provider-snowflake/lib/warehouse/index.js';
import type { Construct } from '../cdktf.ts';
import type { StackProps } from '../constructs/environment-stack.ts';
import { qualified } from '../constructs/snowflake.ts';
import { BUILT_SCHEMAS } from '../tables-stack.ts';
import type { LakeStage } from './lake-stage.ts';
import type { MadePipe } from './pipes.ts';

export interface GrantsProps extends StackProps, LakeStage {
  readonly pipes: ReadonlyArray<MadePipe>;
  readonly warehouse: Warehouse;
}

/** Of Snowflake: loads and repairs, builds, reads. */
export interface Roles {
  readonly loader: AccountRole;
  readonly transformer: AccountRole;
  readonly reporter: AccountRole;
}

/** Grants of one role in one database, each under an id that tells what it is. */
class Grants {
  readonly #scope: Construct;
  readonly #role: AccountRole;
  readonly #id: string;
  readonly #database: string;

  constructor(scope: Construct, id: string, role: AccountRole, database: string) {
    this.#scope = scope;
    this.#id = id;
    this.#role = role;
    this.#database = database;
  }

  #grant(
    what: string,
    on: Omit<
      ConstructorParameters<typeof GrantPrivilegesToAccountRole>[2],
      'accountRoleName' | 'privileges'
    >,
    privileges: ReadonlyArray<string>,
  ): void {
    new GrantPrivilegesToAccountRole(this.#scope, `${this.#id}-${what}`, {
      accountRoleName: this.#role.name,
      privileges: [...privileges],
      ...on,
    });
  }

  onDatabase(): void {
    const on = { objectType: 'DATABASE', objectName: this.#database };
    this.#grant('database', { onAccountObject: on }, ['USAGE']);
  }

  onWarehouse(warehouse: Warehouse): void {
    const on = { objectType: 'WAREHOUSE', objectName: warehouse.name };
    this.#grant('warehouse', { onAccountObject: on }, ['USAGE']);
  }

  onSchema(schema: string, privileges: ReadonlyArray<string>): void {
    const on = { schemaName: qualified(this.#database, schema) };
    this.#grant(`schema-${schema.toLowerCase()}`, { onSchema: on }, privileges);
  }

  /** On what is there and on what will be. */
  onEvery(
    kind: 'TABLES' | 'VIEWS' | 'FUNCTIONS',
    schema: string,
    privileges: ReadonlyArray<string>,
  ): void {
    const every = { objectTypePlural: kind, inSchema: qualified(this.#database, schema) };
    const id = `${kind.toLowerCase()}-${schema.toLowerCase()}`;
    this.#grant(`all-${id}`, { onSchemaObject: { all: every } }, privileges);
    this.#grant(`future-${id}`, { onSchemaObject: { future: every } }, privileges);
  }

  onObject(id: string, objectType: string, objectName: string, privileges: ReadonlyArray<string>) {
    this.#grant(id, { onSchemaObject: { objectType, objectName } }, privileges);
  }
}

const grantLoader = (grants: Grants, { stage, format, pipes, warehouse }: GrantsProps): void => {
  grants.onDatabase();
  grants.onWarehouse(warehouse);
  grants.onSchema(RAW_SCHEMA, ['USAGE']);
  grants.onEvery('TABLES', RAW_SCHEMA, ['SELECT', 'INSERT']);
  grants.onObject('stage', 'STAGE', stage.fullyQualifiedName, ['USAGE']);
  grants.onObject('format', 'FILE FORMAT', format.fullyQualifiedName, ['USAGE']);
  for (const { table, pipe } of pipes)
    grants.onObject(`pipe-${table.name}`, 'PIPE', pipe.fullyQualifiedName, ['MONITOR', 'OPERATE']);
};

const grantTransformer = (grants: Grants, { warehouse }: GrantsProps): void => {
  grants.onDatabase();
  grants.onWarehouse(warehouse);
  grants.onSchema(RAW_SCHEMA, ['USAGE']);
  grants.onEvery('TABLES', RAW_SCHEMA, ['SELECT']);
  for (const schema of BUILT_SCHEMAS)
    grants.onSchema(schema, ['USAGE', 'CREATE TABLE', 'CREATE VIEW', 'CREATE FUNCTION']);
};

/** What `docs/api.md` answers from. */
const READ_SCHEMAS = ['SILVER', 'GOLD'] as const satisfies ReadonlyArray<
  (typeof BUILT_SCHEMAS)[number]
>;

const grantReporter = (grants: Grants, { warehouse }: GrantsProps): void => {
  grants.onDatabase();
  grants.onWarehouse(warehouse);
  for (const schema of READ_SCHEMAS) {
    grants.onSchema(schema, ['USAGE']);
    grants.onEvery('TABLES', schema, ['SELECT']);
    grants.onEvery('VIEWS', schema, ['SELECT']);
    grants.onEvery('FUNCTIONS', schema, ['USAGE']); // the next block at a moment
  }
};

/** The three roles and what each may do. Nothing is granted to PUBLIC. */
export const grants = (scope: Construct, props: GrantsProps): Roles => {
  const { names } = props;
  const roleOf = (id: keyof Roles, comment: string): AccountRole => {
    const role = new AccountRole(scope, id, { name: names[id], comment });
    // who administers sees what they made
    new GrantAccountRole(scope, `${id}-to-sysadmin`, {
      roleName: role.name,
      parentRoleName: 'SYSADMIN',
    });
    return role;
  };
  const of = (id: keyof Roles, role: AccountRole): Grants =>
    new Grants(scope, id, role, names.database);
  const roles: Roles = {
    loader: roleOf('loader', 'Loads and repairs the raw tables'),
    transformer: roleOf('transformer', 'Builds silver and gold from raw'),
    reporter: roleOf('reporter', 'Reads silver and gold'),
  };
  grantLoader(of('loader', roles.loader), props);
  grantTransformer(of('transformer', roles.transformer), props);
  grantReporter(of('reporter', roles.reporter), props);
  return roles;
};
