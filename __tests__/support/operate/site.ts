import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import * as E from 'fp-ts/lib/Either.js';
import { vi } from 'vitest';
import type { Cdktf, Machine, Pace } from '../../../operate/machine.ts';
import { main } from '../../../operate/main.ts';
import { namesOf, type Names } from '../../../stacks/names.ts';
import { credentials, startMinistack } from '../aws/ministack.ts';
import { deploymentWith, example } from '../stacks/deployment.ts';
import { operationCalls } from './calls.ts';
import { openAwsSite, type AwsSite } from './account.ts';
import { startHost, type Host } from './host.ts';
import { watchCalls } from './seen-calls.ts';
import { openSnowflakeSite, type SnowflakeSite } from './snowflake-site.ts';

/** What a command did. */
export interface RunOf {
  readonly code: number;
  readonly said: ReadonlyArray<string>;
  readonly printed: ReadonlyArray<string>;
  /** Of AWS's clients. */
  readonly commands: ReadonlyArray<object>;
  /** What was appended for people. */
  readonly summary: string;
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cdktf?: Cdktf;
  readonly pace?: Partial<Pace>;
  readonly nowMs?: () => number;
  /** Told each line as it is said. */
  readonly heard?: (line: string) => void;
}

/** An environment on this machine: AWS and Snowflake stood in for, and what runs by itself in it. */
export interface Site {
  readonly names: Names;
  readonly aws: AwsSite;
  readonly snowflake: SnowflakeSite;
  readonly host: Host;
  /** Runs `operate` with the words of a command; rejects where it calls what its role is not judged for. */
  readonly run: (words: ReadonlyArray<string>, options?: RunOptions) => Promise<RunOf>;
  /** A record as it lies in the state's bucket; undefined: there is none. */
  readonly record: (name: string) => Promise<unknown>;
  readonly writeRecord: (name: string, value: unknown) => Promise<void>;
  readonly stop: () => Promise<void>;
}

const pace: Pace = {
  everyMs: 50,
  endsWithinMs: 20_000,
  saysWithinMs: 20_000,
  startsWithinMs: 20_000,
  arrivesWithinMs: 20_000,
};

/** The role of the workflow that runs a command. */
const roleOf: Readonly<Record<string, string>> = {
  plan: 'plan',
  deploy: 'apply',
  destroy: 'destroy',
  listener: 'operate',
  backfill: 'operate',
};

const notHere: Cdktf = async () => E.left('no engine in this test');

export const openSite = async (): Promise<Site> => {
  for (const [name, value] of Object.entries(credentials)) vi.stubEnv(name, value);
  const folder = mkdtempSync(join(tmpdir(), 'operate-'));
  const deployment = join(folder, 'deployment.json');
  writeFileSync(deployment, JSON.stringify(example));
  const names = namesOf(deploymentWith());
  const [ministack, snowflake] = await Promise.all([
    startMinistack(),
    openSnowflakeSite(folder, names),
  ]);
  const aws = await openAwsSite(ministack.endpoint, names, Date.now);
  const host = startHost(aws, snowflake, Date.now);
  const foreseen = operationCalls(names);
  const watched = watchCalls(names, aws.clients);
  const recordPlace = (name: string) => ({ Bucket: names.state, Key: names.recordKey(name) });

  let runs = 0;
  /** Of runs that are under way, or were since calls were looked at. */
  let roles: ReadonlyArray<string> = [];
  const underWay: Array<string> = [];
  const run: Site['run'] = async (words, options = {}) => {
    runs += 1;
    const summary = join(folder, `summary-${runs}.md`);
    writeFileSync(summary, '');
    const said: Array<string> = [];
    const printed: Array<string> = [];
    const machine: Machine = {
      env: {
        PATH: process.env['PATH'],
        USER: 'alice',
        AWS_ENDPOINT_URL: ministack.endpoint,
        BITCOIN_PIPELINE_DEPLOYMENT: deployment,
        GITHUB_STEP_SUMMARY: summary,
        ...snowflake.env,
        ...options.env,
      },
      print: (text) => printed.push(text),
      say: (text) => {
        said.push(text);
        options.heard?.(text);
      },
      nowMs: options.nowMs ?? Date.now,
      pace: { ...pace, ...options.pace },
      cdktf: async () => E.right(options.cdktf ?? notHere),
    };
    const role = roleOf[words[0] ?? ''] ?? '';
    underWay.push(role);
    roles = [...roles, role];
    const code = await main(words, machine);
    underWay.splice(underWay.indexOf(role), 1);
    const known = roles.flatMap((each) => foreseen[each] ?? []);
    roles = [...underWay];
    const { commands, asked } = watched.take();
    const unknown = asked.filter(
      (call) => !known.some(([action, resource]) => call === `${action} on ${resource}`),
    );
    if (unknown.length > 0) throw new Error(`its role was asked for ${unknown.join(', ')}`);
    return { code, said, printed, commands, summary: readFileSync(summary, 'utf8') };
  };

  return {
    names,
    aws,
    snowflake,
    host,
    run,
    record: async (name) => {
      const held = await aws.s3.send(new GetObjectCommand(recordPlace(name))).catch(() => null);
      return held === null ? undefined : JSON.parse((await held.Body?.transformToString()) ?? '');
    },
    writeRecord: async (name, value) => {
      const Body = JSON.stringify(value);
      await aws.s3.send(new PutObjectCommand({ ...recordPlace(name), Body }));
    },
    stop: async () => {
      await host.stop();
      watched.stop();
      aws.close();
      await Promise.all([ministack.stop(), snowflake.stop()]);
      rmSync(folder, { recursive: true });
      vi.unstubAllEnvs();
    },
  };
};
