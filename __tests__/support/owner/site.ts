import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IAMClient } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import * as E from 'fp-ts/lib/Either.js';
import { vi } from 'vitest';
import type { CliResult } from '../../../cli/command.ts';
import { bootstrap } from '../../../operate/bootstrap/index.ts';
import { doctor } from '../../../operate/doctor/index.ts';
import type { OwnerMachine } from '../../../operate/owner/asked.ts';
import { startProviders } from '../../../rehearsal/provider/index.ts';
import { Faults } from '../../../rehearsal/provider/faults.ts';
import { World } from '../../../rehearsal/provider/world.ts';
import { environmentIn } from '../../../rehearsal/stage.ts';
import { readSynthesised, type Stack } from '../../../rehearsal/synthesised.ts';
import { namesOf, type Names } from '../../../stacks/names.ts';
import { credentials, startMinistack } from '../aws/ministack.ts';
import { deploymentWith, example } from '../stacks/deployment.ts';
import { synthesiseInto } from '../stacks/synthesised.ts';
import { right } from '../warehouse.ts';

/** What a command of the owner did. */
export interface OwnerRun {
  readonly code: number;
  readonly said: ReadonlyArray<string>;
  readonly printed: string;
}

interface OwnerRunOptions {
  /** Keys of the configuration that are otherwise. */
  readonly deployment?: Readonly<Record<string, unknown>>;
  readonly env?: NodeJS.ProcessEnv;
  readonly dry?: boolean;
  readonly json?: boolean;
}

/** Two accounts as their owner has them: a server of AWS's interfaces, and providers of the engine that make nothing real. */
export interface OwnerSite {
  readonly names: Names;
  readonly s3: S3Client;
  readonly iam: IAMClient;
  readonly world: World;
  readonly faults: Faults;
  /** The stacks of the example. */
  readonly stacks: ReadonlyArray<Stack>;
  readonly out: string;
  /** What the engine and the clients are told. */
  readonly env: NodeJS.ProcessEnv;
  /** A file of the configuration of the example, some keys otherwise. */
  readonly deploymentFile: (others?: Readonly<Record<string, unknown>>) => string;
  readonly bootstrap: (options?: OwnerRunOptions) => Promise<OwnerRun>;
  readonly doctor: (options?: OwnerRunOptions & { readonly subject?: string }) => Promise<OwnerRun>;
  readonly reset: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const ACCOUNT = { account: '111122223333', region: 'eu-west-1' } as const;
const BY_OWNER = new Set(['access', 'account', 'identity']);

/** The state's bucket is on this machine, where names of hosts have no bucket in front. */
const HERE = [
  'use_path_style=true',
  'skip_credentials_validation=true',
  'skip_requesting_account_id=true',
  'skip_metadata_api_check=true',
  'skip_region_validation=true',
];

const usedBy = (stacks: ReadonlyArray<Stack>) => ({
  sources: Object.fromEntries(
    stacks.flatMap(({ json }) =>
      Object.entries(json.terraform.required_providers).map(([name, { source }]) => [name, source]),
    ),
  ),
  resources: [...new Set(stacks.flatMap(({ json }) => Object.keys(json.resource ?? {})))],
  dataSources: [],
});

export const openOwnerSite = async (): Promise<OwnerSite> => {
  for (const [name, value] of Object.entries(credentials)) vi.stubEnv(name, value);
  const folder = mkdtempSync(join(tmpdir(), 'owner-'));
  const ministack = await startMinistack({ account: ACCOUNT });
  const { endpoint } = ministack;
  const place = { endpoint, region: ACCOUNT.region };
  const out = synthesiseInto(folder);
  const stacks = right(await readSynthesised(out));
  const account = { world: new World(), faults: new Faults() };
  const providers = await startProviders(
    usedBy(stacks.filter(({ name }) => BY_OWNER.has(name))),
    account,
  );
  writeFileSync(join(folder, 'engine.tfrc'), '');
  const env: NodeJS.ProcessEnv = {
    ...environmentIn(folder),
    ...credentials,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_S3: endpoint,
    TF_REATTACH_PROVIDERS: JSON.stringify(providers.reattach),
    TF_CLI_ARGS_init: HERE.map((setting) => `-backend-config=${setting}`).join(' '),
    SNOWFLAKE_USER: 'OWNER',
  };
  let files = 0;
  const deploymentFile = (others: Readonly<Record<string, unknown>> = {}): string => {
    files += 1;
    const file = join(folder, `deployment-${files}.json`);
    writeFileSync(file, JSON.stringify({ ...example, ...others }));
    return file;
  };
  const ran = async (
    more: NodeJS.ProcessEnv | undefined,
    command: (machine: OwnerMachine) => Promise<CliResult>,
  ): Promise<OwnerRun> => {
    const said: Array<string> = [];
    const printed: Array<string> = [];
    const result = await command({
      env: { ...env, ...more },
      print: (text) => printed.push(text),
      say: (text) => said.push(text),
      nowMs: Date.now,
    });
    return {
      code: E.isRight(result) ? 0 : result.left.exit,
      said: E.isRight(result) ? said : [...said, result.left.message],
      printed: printed.join('\n'),
    };
  };
  const s3 = new S3Client({ ...place, forcePathStyle: true });
  const iam = new IAMClient(place);
  return {
    names: namesOf(deploymentWith()),
    s3,
    iam,
    ...account,
    stacks,
    out,
    env,
    deploymentFile,
    bootstrap: ({ deployment, env: more, dry = false, json = true } = {}) => {
      const file = deploymentFile(deployment);
      return ran(more, (machine) =>
        bootstrap({ deployment: file, synthesised: out, 'dry-run': dry, json }, machine),
      );
    },
    doctor: ({ deployment, env: more, json = true, subject } = {}) => {
      const file = deploymentFile(deployment);
      return ran(more, (machine) =>
        doctor({ deployment: file, synthesised: out, json, subject }, machine),
      );
    },
    reset: ministack.reset,
    stop: async () => {
      providers.stop();
      s3.destroy();
      iam.destroy();
      await ministack.stop();
      rmSync(folder, { recursive: true });
      vi.unstubAllEnvs();
    },
  };
};
