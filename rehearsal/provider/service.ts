import { createHash } from 'node:crypto';
import { apply, errorOf, plan, read, type Account } from './changes.ts';
import { madeUp, type Subject } from './made-up.ts';
import type { Answer, BlockMessage, CallName, Request, SchemaMessage } from './messages.ts';
import type { Block } from './schema.ts';
import { fieldsOf, messageOf, type Fields } from './values.ts';
import { mapAttributes } from './walk.ts';

/** What a provider says of itself. */
export interface Schemas {
  readonly provider: Block;
  readonly resources: ReadonlyMap<string, Block>;
  readonly dataSources: ReadonlyMap<string, Block>;
}

export type Service = { readonly [N in CallName]: (request: Request<N>) => Answer<N> };

const blockMessage = ({ attributes, blocks }: Block): BlockMessage => ({
  attributes: attributes.map((each) => ({ ...each, type: Buffer.from(JSON.stringify(each.type)) })),
  blockTypes: blocks.map(({ name, block, ...counted }) => ({
    typeName: name,
    block: blockMessage(block),
    ...counted,
  })),
});

const schemaMessage = (block: Block): SchemaMessage => ({ version: 0, block: blockMessage(block) });

const schemaMessages = (blocks: ReadonlyMap<string, Block>) =>
  Object.fromEntries([...blocks].map(([type, block]) => [type, schemaMessage(block)]));

const blockOf = (blocks: ReadonlyMap<string, Block>, type: string): Block => {
  const block = blocks.get(type);
  if (block === undefined) throw new Error(`asked for ${type}, of which nothing was said`);
  return block;
};

/** The same question gets the same answer, now and in the next plan. */
const subjectOfData = (type: string, given: Fields): Subject => ({
  type,
  word: `${type}-${createHash('sha256').update(messageOf(given).msgpack).digest('hex').slice(0, 8)}`,
});

const readData = (
  { dataSources }: Schemas,
  { typeName, config }: Request<'ReadDataSource'>,
): Answer<'ReadDataSource'> => {
  const given = fieldsOf(config) ?? {};
  const subject = subjectOfData(typeName, given);
  const block = blockOf(dataSources, typeName);
  const state = mapAttributes(block, given, ({ computed, name, type }, value) =>
    computed && value === null ? madeUp(name, type, subject) : value,
  );
  return { state: messageOf(state) };
};

const importState = (
  { world }: Account,
  { typeName, id }: Request<'ImportResourceState'>,
): Answer<'ImportResourceState'> => {
  const found = world.find(typeName, { id });
  return found === null
    ? {
        importedResources: [],
        diagnostics: [errorOf('nothing to import', `there is no ${typeName} with the id ${id}`)],
      }
    : { importedResources: [{ typeName, state: messageOf(found) }] };
};

/** A provider of these schemas that makes its objects in an account. */
export const serviceOf = (schemas: Schemas, account: Account): Service => {
  const schema: Answer<'GetSchema'> = {
    provider: schemaMessage(schemas.provider),
    resourceSchemas: schemaMessages(schemas.resources),
    dataSourceSchemas: schemaMessages(schemas.dataSources),
    serverCapabilities: { getProviderSchemaOptional: true },
  };
  return {
    GetSchema: () => schema,
    PrepareProviderConfig: ({ config }) => ({ preparedConfig: config }),
    // by the schema the engine itself finds what is missing or misspelt
    ValidateResourceTypeConfig: () => ({}),
    ValidateDataSourceConfig: () => ({}),
    UpgradeResourceState: ({ rawState }) => ({
      upgradedState: messageOf(JSON.parse(Buffer.from(rawState?.json ?? 'null').toString('utf8'))),
    }),
    Configure: () => ({}),
    ReadResource: (request) => read(account, request),
    PlanResourceChange: (request) => plan(blockOf(schemas.resources, request.typeName), request),
    ApplyResourceChange: (request) =>
      apply(blockOf(schemas.resources, request.typeName), account, request),
    ImportResourceState: (request) => importState(account, request),
    ReadDataSource: (request) => readData(schemas, request),
    Stop: () => ({ Error: '' }),
  };
};
