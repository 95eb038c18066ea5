import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../../preflight/engine.ts';
import { keptStacks } from '../kept.ts';
import { openStage, type Stage } from '../stage.ts';
import type { Stack } from '../synthesised.ts';
import type { Account } from './account.ts';
import { wayOut, type Providers } from './providers.ts';

/** What answers in place of AWS. */
export interface Cloud {
  /** Of every service. */
  readonly endpoint: string;
  /** For hosts that no name server knows. */
  readonly proxy: string;
}

export interface AwsSetting {
  readonly stacks: ReadonlyArray<Stack>;
  readonly engine: Engine;
  readonly providers: Providers;
  readonly account: Account;
  readonly cloud: Cloud;
  /** What is laid over a stack, since it is otherwise here. */
  readonly otherwise: (stack: Stack) => object;
}

/** Who sets an environment up applies what is kept before all else, whatever the names of the rest. */
const keptFirst = (stacks: ReadonlyArray<Stack>): ReadonlyArray<Stack> => [
  ...stacks.filter(({ name }) => keptStacks.has(name)),
  ...stacks.filter(({ name }) => !keptStacks.has(name)),
];

/** The server takes an access key of twelve digits for the account. */
const credentials = ({ account, region }: Account, { endpoint, proxy }: Cloud) => ({
  AWS_ACCESS_KEY_ID: account,
  AWS_SECRET_ACCESS_KEY: 'rehearsal',
  AWS_REGION: region,
  AWS_ENDPOINT_URL: endpoint,
  AWS_EC2_METADATA_DISABLED: 'true',
  HTTP_PROXY: proxy, // Go asks 127.0.0.1 itself without one
});

/** Copies of the stacks, cut to AWS, before the real provider and a server that stands for AWS. */
export const openAwsStage = async (out: string, setting: AwsSetting): Promise<Stage> => {
  const { engine, providers, account, cloud, otherwise } = setting;
  if (providers.cache !== null) await mkdir(providers.cache, { recursive: true });
  const stage = await openStage(out, {
    stacks: keptFirst(setting.stacks),
    engine,
    settings: providers.settings,
    env: { ...wayOut(process.env), ...credentials(account, cloud) },
    over: (stack) => ({
      provider: { aws: [{ s3_use_path_style: true, max_retries: 2 }] },
      ...otherwise(stack),
    }),
  });
  for (const { stack, folder } of stage.staged)
    await writeFile(join(folder, 'cdk.tf.json'), JSON.stringify(stack.json));
  return stage;
};
