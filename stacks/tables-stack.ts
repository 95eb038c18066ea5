import { columnTypeIn, plainType, RAW_SCHEMA, snowflakeTableName } from '@bitcoin-pipeline/model';
import type { Column, RawTable } from '@bitcoin-pipeline/model';
import { Database } from '@cdktf/provider-snowflake/lib/database/index.js';
import { Schema } from '@cdktf/provider-snowflake/lib/schema/index.js';
import { Table, type TableColumn } from '@cdktf/provider-snowflake/lib/table/index.js';
import type { Construct, TerraformResource } from './cdktf.ts';
import { EnvironmentStack, type StackProps } from './constructs/environment-stack.ts';
import { snowflakeProvider } from './constructs/snowflake.ts';
import { Grants } from './constructs/snowflake-grants.ts';
import { kept, pinned } from './constructs/stateful.ts';

export interface TablesStackProps extends StackProps {
  /** The raw tables of the model. */
  readonly tables: ReadonlyArray<RawTable>;
}

/** What dbt fills: its history takes long to build anew. */
export const BUILT_SCHEMAS = ['STAGING', 'SILVER', 'GOLD'] as const;

/** No column is NOT NULL: lines written before a field was added must still load. */
const columnOf = ({ name, type, description }: Column): TableColumn => ({
  name: name.toUpperCase(),
  type: plainType(columnTypeIn('snowflake', type)),
  nullable: true,
  comment: description,
});

/** Database, schemas and raw tables. Never part of a destroy. */
export class TablesStack extends EnvironmentStack {
  constructor(scope: Construct, id: string, props: TablesStackProps) {
    super(scope, id, props);
    const { deployment, names, tables } = props;
    snowflakeProvider(this, deployment, ['snowflake_table_resource']);
    const database = pinned(
      new Database(this, 'database', {
        name: names.database,
        comment: `Bitcoin ${deployment.network}, environment ${deployment.environment}`,
        dropPublicSchemaOnCreation: true,
        lifecycle: kept,
      }),
      'database',
    );
    const raw = this.#schema(database, RAW_SCHEMA);
    const built = BUILT_SCHEMAS.map((name) => this.#schema(database, name));
    const made = tables.map((table) =>
      pinned(
        new Table(this, table.name, {
          database: database.name,
          schema: raw.name,
          name: snowflakeTableName(table),
          comment: table.description,
          column: table.columns.map(columnOf),
          lifecycle: kept,
        }),
        `raw_${table.name}`,
      ),
    );
    this.#planned(props, [...built, ...made]);
  }

  /** Who plans sees that they are there and how they are made, and no row of them. */
  #planned({ names }: StackProps, dependsOn: ReadonlyArray<TerraformResource>): void {
    const { planner: role, database } = names;
    const grants = new Grants(this, { id: 'planner', role, database, dependsOn });
    grants.onDatabase(['USAGE', 'MONITOR']);
    for (const schema of [RAW_SCHEMA, ...BUILT_SCHEMAS])
      grants.onSchema(schema, ['USAGE', 'MONITOR']);
    grants.onEvery('TABLES', RAW_SCHEMA, ['REFERENCES']);
  }

  #schema(database: Database, name: string): Schema {
    const address = name.toLowerCase();
    return pinned(
      new Schema(this, `schema-${address}`, {
        database: database.name,
        name,
        withManagedAccess: 'true', // who owns the schema grants what dbt makes in it, and nobody else
        lifecycle: kept,
      }),
      `schema_${address}`,
    );
  }
}
