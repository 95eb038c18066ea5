import { RAW_SCHEMA } from '@bitcoin-pipeline/model';
import type { Construct } from '../cdktf.ts';
import type { StackProps } from '../constructs/environment-stack.ts';
import { Grants } from '../constructs/snowflake-grants.ts';
import { BUILT_SCHEMAS } from '../tables-stack.ts';
import type { LakeStage } from './lake-stage.ts';
import type { MadePipe } from './pipes.ts';

export interface GrantsProps extends StackProps, LakeStage {
  readonly pipes: ReadonlyArray<MadePipe>;
  /** Names of integrations. */
  readonly integrations: ReadonlyArray<string>;
}

const grantLoader = (grants: Grants, { stage, format, pipes }: GrantsProps): void => {
  grants.onDatabase(['USAGE']);
  grants.onSchema(RAW_SCHEMA, ['USAGE']);
  grants.onEvery('TABLES', RAW_SCHEMA, ['SELECT', 'INSERT']);
  grants.onObject('stage', 'STAGE', stage.fullyQualifiedName, ['USAGE']);
  grants.onObject('format', 'FILE FORMAT', format.fullyQualifiedName, ['USAGE']);
  for (const { table, pipe } of pipes)
    grants.onObject(`pipe-${table.name}`, 'PIPE', pipe.fullyQualifiedName, ['MONITOR', 'OPERATE']);
};

const grantTransformer = (grants: Grants): void => {
  grants.onDatabase(['USAGE']);
  grants.onSchema(RAW_SCHEMA, ['USAGE']);
  grants.onEvery('TABLES', RAW_SCHEMA, ['SELECT']);
  for (const schema of BUILT_SCHEMAS)
    grants.onSchema(schema, ['USAGE', 'CREATE TABLE', 'CREATE VIEW', 'CREATE FUNCTION']);
};

/** What `docs/api.md` answers from. */
const READ_SCHEMAS = ['SILVER', 'GOLD'] as const satisfies ReadonlyArray<
  (typeof BUILT_SCHEMAS)[number]
>;

const grantReporter = (grants: Grants): void => {
  grants.onDatabase(['USAGE']);
  for (const schema of READ_SCHEMAS) {
    grants.onSchema(schema, ['USAGE']);
    grants.onEvery('TABLES', schema, ['SELECT']);
    grants.onEvery('VIEWS', schema, ['SELECT']);
    grants.onEvery('FUNCTIONS', schema, ['USAGE']); // the next block at a moment
  }
};

/** Who plans has to describe them, which Snowflake lets nobody do who may not use them. */
const grantPlanner = (
  grants: Grants,
  { stage, format, pipes, integrations }: GrantsProps,
): void => {
  grants.onObject('stage', 'STAGE', stage.fullyQualifiedName, ['USAGE']);
  grants.onObject('format', 'FILE FORMAT', format.fullyQualifiedName, ['USAGE']);
  for (const { table, pipe } of pipes)
    grants.onObject(`pipe-${table.name}`, 'PIPE', pipe.fullyQualifiedName, ['MONITOR']);
  integrations.forEach((integration, index) =>
    grants.onAccountObject(`integration-${index + 1}`, 'INTEGRATION', integration, ['USAGE']),
  );
};

/** What the roles may do with data and what loads it. Nothing is granted to PUBLIC. */
export const grants = (scope: Construct, props: GrantsProps): void => {
  const { names } = props;
  const to = (id: 'loader' | 'transformer' | 'reporter' | 'planner'): Grants =>
    new Grants(scope, { id, role: names[id], database: names.database });
  grantLoader(to('loader'), props);
  grantTransformer(to('transformer'));
  grantReporter(to('reporter'));
  grantPlanner(to('planner'), props);
};
