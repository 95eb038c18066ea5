import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { builtinModules } from 'node:module';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAst } from 'vite';
import { version } from '../../cli/program.ts';
import { keysIn, linesInBucket, textIn } from '../support/aws/bucket-lines.ts';
import { createFunction } from '../support/aws/function.ts';
import { withLakeBucket } from '../support/aws/lake-bucket.ts';
import { credentials } from '../support/aws/ministack.ts';
import { environmentFor, LIMIT_MS } from '../support/aws/poller-calls.ts';
import { wholenessOf } from '../support/chain/folder-poller.ts';
import { FIRST_HEIGHT, simulate, START_HEIGHT } from '../support/chain/simulated.ts';
import { serve } from '../support/http-server.ts';
import { buildPoller, type PollerBundle } from '../support/poller-bundle.ts';

const { s3, endpoint } = withLakeBucket();
let bundle: PollerBundle;
beforeAll(async () => {
  bundle = await buildPoller();
});
afterAll(() => bundle.remove());

const STATE = 'mempool-data/state/regtest.json';
const LIMIT_S = LIMIT_MS / 1000;
let functions = 0;

const run = promisify(execFile);
/** Calls the handler in a process that has nothing but Node and the module; gives what it wrote. */
const called = async (
  environment: Readonly<Record<string, string>>,
): Promise<ReadonlyArray<string>> => {
  const program = `const { handler } = await import(${JSON.stringify(bundle.file)});
    const answer = handler({}, { getRemainingTimeInMillis: () => ${LIMIT_MS} });
    console.log(JSON.stringify(await answer.catch(({ message }) => ({ message }))));`;
  const { stdout } = await run(
    process.execPath,
    ['--no-warnings', '--input-type=module', '--eval', program],
    { cwd: bundle.folder, env: { ...credentials, ...environment } },
  );
  return stdout.trimEnd().split('\n');
};

describe('the bundle', () => {
  it('is one module with its map, and needs nothing beside Node', async () => {
    expect((await readdir(bundle.folder)).toSorted()).toStrictEqual([
      'handler.mjs',
      'handler.mjs.map',
    ]);
    const needed = parseAst(bundle.code).body.flatMap((each) =>
      each.type === 'ImportDeclaration' ? [each.source.value] : [],
    );
    expect(needed.length).toBeGreaterThan(0);
    for (const name of needed) expect(builtinModules).toContain(name.replace(/^node:/, ''));
    const kib = (bytes: number): number => Math.round(bytes / 1024);
    process.stdout.write(
      `the poller's bundle: ${kib(bundle.code.length)} KiB, ${kib(gzipSync(bundle.code).length)} KiB packed\n`,
    );
  });

  it('tells what is missing in its environment, in a plain process', async () => {
    const [log = '', answer = ''] = await called({});
    expect(JSON.parse(log)).toMatchObject({ level: 'error', code: 'configuration-refused' });
    expect(answer).toContain('BITCOIN_PIPELINE_BUCKET is missing');
  });

  it('takes a turn in a plain process, by its version', async () => {
    const bucket = await newBucket('plain-process');
    const simulator = await simulate();
    const environment = environmentFor(simulator.url, endpoint(), bucket);
    const lines = await called({ ...environment, AWS_REGION: 'us-east-1' });
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { code: 'blocks-written' },
      { code: 'turn-ended' },
      { _aws: {}, BlocksWritten: 15 },
      { end: 'finished', written: 15 },
    ]);
    const [first] = await linesInBucket(s3(), bucket);
    expect(first?.envelope).toMatchObject({ producerVersion: version, network: 'regtest' });
  });
});

/** Answers as another does, and no sooner than after a time. */
const slow = (behind: string, ms: number): Promise<string> => {
  const pass = async (path: string, response: ServerResponse): Promise<void> => {
    await wait(ms);
    const answer = await fetch(`${behind}${path}`);
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(await answer.text());
  };
  return serve(({ url = '' }, response) => void pass(url, response));
};

const made = (bucket: string, url: string, timeoutSeconds: number) =>
  createFunction(endpoint(), {
    name: `${bucket}-${(functions += 1)}`,
    folder: bundle.folder,
    environment: environmentFor(url, endpoint(), bucket),
    timeoutSeconds,
  });
const newBucket = async (bucket: string): Promise<string> => {
  await s3().send(new CreateBucketCommand({ Bucket: bucket }));
  return bucket;
};
/** What the state says is in the lake, and what is missing. */
const heldIn = async (bucket: string) => {
  const text = await textIn(s3(), bucket, STATE);
  const { chain } = JSON.parse(text) as {
    readonly chain: {
      readonly segments: ReadonlyArray<{ readonly from: number; readonly to: number }>;
      readonly pending: ReadonlyArray<unknown>;
    };
  };
  return chain;
};

describe('the function in the service', () => {
  it('writes objects and its state, and nothing new when it is called again', async () => {
    const simulator = await simulate();
    const invoke = await made(await newBucket('as-function'), simulator.url, LIMIT_S);
    const first = await invoke();
    // on a busy machine the first answer may be late, and is asked for again
    const again = first.log.split('"code":"source-asked-again"').length - 1;
    expect(first).toMatchObject({
      error: null,
      payload: { end: 'finished', written: 15, requests: 1 + again, topHeight: START_HEIGHT },
    });
    expect(first.log).toContain('"BlocksWritten":15');
    const batch = await keysIn(s3(), 'as-function', 'mempool-data/batch/');
    expect(batch).toHaveLength(1);
    const state = await textIn(s3(), 'as-function', STATE);
    expect(await invoke()).toMatchObject({ error: null, payload: { written: 0 } });
    expect(await keysIn(s3(), 'as-function', 'mempool-data/batch/')).toStrictEqual(batch);
    expect(await textIn(s3(), 'as-function', STATE)).toBe(state);
    expect(wholenessOf(await linesInBucket(s3(), 'as-function'))).toStrictEqual({
      from: FIRST_HEIGHT,
      to: START_HEIGHT,
      odd: [],
      unlinked: [],
    });
  });

  it('stops before its limit where the source is slow, and goes on from there with the next call', async () => {
    const simulator = await simulate();
    const bucket = await newBucket('slow-source');
    const quick = await made(bucket, simulator.url, LIMIT_S);
    expect(await quick()).toMatchObject({ error: null });
    simulator.mineBlocks(400);
    // eight seconds for the pages alone; of six, two are for asking
    const invoke = await made(bucket, await slow(simulator.url, 400), 6);
    const answer = await invoke();
    expect(answer).toMatchObject({ error: null, payload: { end: 'deadline' } });
    const { segments, pending } = await heldIn(bucket);
    expect(segments[0]?.to, 'the tip is held').toBe(START_HEIGHT + 400);
    expect(pending, 'and what is missing is known').toHaveLength(1);
    const lines = await linesInBucket(s3(), bucket);
    const heights = new Set(
      lines.flatMap((line) => (line.type === 'BlockObserved' ? [line.fields.height] : [])),
    );
    for (const { from, to } of segments)
      for (let height = from; height <= to; height += 1) expect(heights).toContain(height);
    for (let calls = 0; (await heldIn(bucket)).pending.length > 0 && calls < 5; calls += 1)
      expect(await quick()).toMatchObject({ error: null });
    expect(wholenessOf(await linesInBucket(s3(), bucket))).toStrictEqual({
      from: FIRST_HEIGHT,
      to: START_HEIGHT + 400,
      odd: [],
      unlinked: [],
    });
  });

  it('returns before its limit where the source hangs, and counts that', async () => {
    const hangs = await serve(() => undefined);
    const invoke = await made(await newBucket('hanging-source'), hangs, LIMIT_S);
    const answer = await invoke();
    expect(answer).toMatchObject({ error: null, payload: { end: 'failed', written: 0 } });
    expect(answer.log).toContain('"SourceFaults.timeout":2');
  });
});
