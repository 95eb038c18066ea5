import { dataSourceSchema, isProviderName, providerSchema, resourceSchema } from './binding.ts';
import type { Account } from './changes.ts';
import { serve, type Reattach } from './server.ts';
import { serviceOf } from './service.ts';

/** What a stack uses: its providers by their sources, and the types of each. */
export interface Used {
  /** `aws`, `snowflakedb/snowflake`, by the name in front of its types. */
  readonly sources: Readonly<Record<string, string>>;
  readonly resources: ReadonlyArray<string>;
  readonly dataSources: ReadonlyArray<string>;
}

export interface Providers {
  /** For TF_REATTACH_PROVIDERS. */
  readonly reattach: Readonly<Record<string, Reattach>>;
  readonly stop: () => void;
}

/** The engine has a provider of its own, with `terraform_remote_state` and `terraform_data`. */
const OWN = 'terraform';

const byType = <S>(types: ReadonlyArray<string>, name: string, schema: (type: string) => S) =>
  new Map(types.filter((type) => type.startsWith(`${name}_`)).map((type) => [type, schema(type)]));

/** Starts a provider for each that is used, all in one account. */
export const startProviders = async (used: Used, account: Account): Promise<Providers> => {
  const started = await Promise.all(
    Object.entries(used.sources)
      .filter(([name]) => name !== OWN)
      .map(async ([name, source]) => {
        if (!isProviderName(name))
          throw new Error(`no bindings of the provider ${source} are known here`);
        const schemas = {
          provider: providerSchema(name),
          resources: byType(used.resources, name, (type) => resourceSchema(name, type)),
          dataSources: byType(used.dataSources, name, (type) => dataSourceSchema(name, type)),
        };
        return { source, server: await serve(serviceOf(schemas, account)) };
      }),
  );
  return {
    reattach: Object.fromEntries(started.map(({ source, server }) => [source, server.reattach])),
    stop: () => {
      for (const { server } of started) server.stop();
    },
  };
};
