import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { newId, sha256 } from '../../../cli/program.ts';
import { jsonLog } from '../../../lake/aws/log.ts';
import { pollerCalls, type CallAnswer } from '../../../poller/calls.ts';
import { temporaryFolder } from '../lake-folder.ts';
import { lakeBucket } from './lake-bucket.ts';

/** The time limit of the function. */
export const LIMIT_MS = 10_000;

type Document = Readonly<Record<string, unknown>>;

/** A container of the function. */
export interface CalledPoller {
  /** @param remainingMs of the time limit. @default all of it */
  readonly call: (remainingMs?: number) => Promise<CallAnswer>;
  /** What it wrote to its log so far: events, and metrics between them. */
  readonly logged: () => ReadonlyArray<Document>;
  readonly metrics: () => ReadonlyArray<Document>;
}

export const environmentFor = (
  url: string,
  endpoint: string,
  bucket: string = lakeBucket.bucket,
): Readonly<Record<string, string>> => ({
  BITCOIN_PIPELINE_BUCKET: bucket,
  BITCOIN_PIPELINE_NETWORK: 'regtest',
  BITCOIN_PIPELINE_URL: url,
  BITCOIN_PIPELINE_ENDPOINT: endpoint,
});

export const calledPoller = (
  environment: Readonly<Record<string, string>>,
  nowMs: () => number,
): CalledPoller => {
  const file = join(temporaryFolder(), 'log');
  const fd = openSync(file, 'a');
  onTestFinished(() => closeSync(fd));
  const warn = vi.spyOn(console, 'warn').mockReturnValue(undefined); // metrics of a simulated time are too old or too new
  onTestFinished(() => warn.mockRestore());
  const call = pollerCalls({
    environment: { AWS_REGION: lakeBucket.region, ...environment },
    version: '1.2.3',
    log: jsonLog(fd),
    newId,
    sha256,
    nowMs,
  });
  const logged = (): ReadonlyArray<Document> =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Document);
  return {
    call: (remainingMs = LIMIT_MS) => {
      const until = performance.now() + remainingMs;
      return call({ getRemainingTimeInMillis: () => until - performance.now() });
    },
    logged,
    metrics: () => logged().filter((document) => '_aws' in document),
  };
};
