import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { misuse } from '../../cli/command.ts';
import { rebuildState } from '../../cli/rebuild-state.ts';
import { openLake } from '../../lake/identity.ts';
import { lakeInFolder } from '../../poller/lake.ts';
import { startSimulator, type Simulator } from '../../simulator/index.ts';
import { identity, linesIn, observedIn, wholenessOf } from '../support/chain/folder-poller.ts';
import { serve } from '../support/http-server.ts';
import { temporaryFolder } from '../support/lake-folder.ts';
import { runInside } from '../support/program-inside.ts';
import { runProgram, startProgram } from '../support/program.ts';
import { right } from '../support/warehouse.ts';

const START_HEIGHT = 900_000;
const FIRST_HEIGHT = START_HEIGHT - 14;

const simulate = async (): Promise<Simulator> => {
  const simulator = await startSimulator({
    tickMs: 0,
    rows: 20,
    startHeight: START_HEIGHT,
    pastBlocks: 60,
  });
  onTestFinished(simulator.stop);
  return simulator;
};

const placesIn = (root = temporaryFolder()) => {
  const lake = join(root, 'lake');
  return { lake, state: `${lake}.poller.json` };
};

const argsFor = (url: string, lake: string): ReadonlyArray<string> => [
  'poll',
  '--once',
  '--url',
  url,
  '--network',
  'regtest',
  '--lake',
  lake,
];

const tipHeight = (simulator: Simulator): number =>
  simulator.truth().minedBlocks.at(-1)?.height ?? START_HEIGHT;

const expectWhole = async (simulator: Simulator, lake: string): Promise<void> =>
  expect(wholenessOf(await linesIn(lake))).toStrictEqual({
    from: FIRST_HEIGHT,
    to: tipHeight(simulator),
    odd: [],
    unlinked: [],
  });

const entriesOf = (folder: string): ReadonlyArray<string> =>
  existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : [];

describe('poll --once', () => {
  it('writes what is new, says so on standard error only, and exits with 0', async () => {
    const simulator = await simulate();
    const { lake } = placesIn();
    const args = argsFor(`${simulator.url}/`, lake);
    expect(await runProgram(args)).toStrictEqual({
      code: 0,
      out: '',
      err: '15 new or changed blocks, 899986 to 900000\n',
    });
    expect(await runProgram(args)).toStrictEqual({
      code: 0,
      out: '',
      err: 'nothing new at 900000\n',
    });
    simulator.mineBlock();
    simulator.reorg(1);
    const { code, err } = await runInside(args);
    expect({ code, err }).toStrictEqual({
      code: 0,
      err: '2 new or changed blocks, 900001 to 900002\n',
    });
    await expectWhole(simulator, lake);
  });

  it('with a state that it refuses makes no lake', async () => {
    const { lake, state } = placesIn();
    writeFileSync(state, '{"seen":7}');
    const { code, err } = await runInside(argsFor('http://127.0.0.1:1', lake));
    expect(code).toBe(1);
    expect(err).toContain(`${state} is not a poller's state; it is left as it is.`);
    expect(existsSync(lake)).toBe(false);
    expect(readFileSync(state, 'utf8')).toBe('{"seen":7}');
  });

  it('tells of a reorganisation', async () => {
    const simulator = await simulate();
    const { lake } = placesIn();
    await runInside(argsFor(simulator.url, lake));
    simulator.reorg(2);
    const { code, err } = await runInside(argsFor(simulator.url, lake));
    expect({ code, err }).toStrictEqual({
      code: 0,
      err: '5 new or changed blocks, 899999 to 900001\nthe chain was reorganised above 899998: 2 blocks replaced, both branches are kept\n',
    });
  });

  it.each([
    ['--region', ['--region', 'eu-west-1'], '--region and --endpoint go with --bucket'],
    ['--bucket with --lake', ['--bucket', 'b'], '--bucket takes the place of --lake and --state'],
  ])('with %s that does not fit exits with 2 and says why', async (_what, more, says) => {
    const { lake } = placesIn();
    expect(await runInside([...argsFor('http://127.0.0.1:1', lake), ...more])).toStrictEqual({
      code: 2,
      out: '',
      err: `bitcoin-pipeline poll: ${says}\n`,
    });
    expect(existsSync(lake)).toBe(false);
  });
});

describe('poll', () => {
  it('that is stopped before the source answers does not say that nothing is new', async () => {
    const { lake } = placesIn();
    let asked = (): void => undefined;
    const isAsked = new Promise<void>((resolve) => (asked = resolve));
    const url = await serve(() => asked());
    const [, , ...args] = argsFor(url, lake);
    const { process, ended } = startProgram(['poll', ...args]);
    onTestFinished(() => void process.kill('SIGKILL'));
    await isAsked;
    process.kill('SIGTERM');
    expect(await ended).toStrictEqual({ code: 0, out: '', err: '' });
  });
});

describe('poll --once into a bucket', () => {
  const args = ['poll', '--once', '--url', 'http://127.0.0.1:1', '--bucket', 'my-lake'];
  const env = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' };

  it('that can not be reached says one line, and nothing of this Node', async () => {
    const ended = await runProgram([...args, '--endpoint', 'http://127.0.0.1:1'], {
      env: { ...env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: undefined },
    });
    expect(ended).toStrictEqual({
      code: 1,
      out: '',
      err: 'bitcoin-pipeline poll: s3://my-lake/lake.json: network (Error, ECONNREFUSED)\n',
    });
  });

  it.each([
    ['127.0.0.1:4566', '"127.0.0.1:4566"'],
    ['http://id:secret@127.0.0.1:1', 'what was given, which has an @ in it'],
  ])('at %s, which is no address for it, exits with 2 and says so', async (endpoint, told) => {
    const ended = await runInside([...args, '--region', 'eu-west-1', '--endpoint', endpoint]);
    expect(ended).toStrictEqual({
      code: 2,
      out: '',
      err: `bitcoin-pipeline poll: --endpoint takes an address such as http://127.0.0.1:4566, without credentials, not ${told}\n`,
    });
  });
});

describe('poll --once of what is no mempool backend', () => {
  const html = '<!doctype html><html><title>Hello</title></html>';
  const site: RequestListener = (_request, response) =>
    response.setHeader('content-type', 'text/html').end(html);
  const other: RequestListener = (_request, response) => response.end('{"hello":"world"}');
  const nothing: RequestListener = (_request, response) =>
    response.writeHead(404, { 'content-type': 'text/html' }).end(html);

  it.each([
    [
      'a web site',
      site,
      'BASE/api/v1/blocks answered HTML (text/html), not JSON; is BASE a mempool backend? (expected a list of blocks)',
    ],
    [
      'a server of other JSON',
      other,
      'BASE/api/v1/blocks answered "{\\"hello\\":\\"world\\"}", not a list of blocks; is it a mempool backend, and in sync?',
    ],
    [
      'a server without such a path',
      nothing,
      'BASE/api/v1/blocks answered 404 with HTML; is BASE a mempool backend? (expected a list of blocks)',
    ],
  ])(
    '(%s) exits with 1 and says what it answered and what was expected',
    async (_what, answer, says) => {
      const url = await serve(answer);
      const { lake } = placesIn();
      const { code, out, err } = await runInside(argsFor(url, lake));
      expect({ code, out }).toStrictEqual({ code: 1, out: '' });
      const lines = err.replaceAll(url, 'BASE').trimEnd().split('\n');
      expect(lines).toStrictEqual([`bitcoin-pipeline poll: ${says}`]);
      expect(observedIn(await linesIn(lake))).toStrictEqual([]);
    },
  );
});

describe('poll --once killed in the middle of its work', () => {
  it('leaves what the next one makes whole', async () => {
    const simulator = await simulate();
    const { lake } = placesIn();
    await runInside(argsFor(simulator.url, lake));
    let killed = 0;
    for (let round = 0; round < 6; round += 1) {
      simulator.mineBlocks(40);
      if (round % 2 === 1) simulator.reorg(2);
      const before = new Set(entriesOf(lake));
      const { process, ended, said } = startProgram(argsFor(simulator.url, lake));
      // an object is being written, or is there and the state does not say so yet
      const isNow = (): boolean =>
        round < 3
          ? entriesOf(lake).some((entry) => !before.has(entry))
          : said().includes('new or changed');
      while (!isNow() && process.exitCode === null) await after(1);
      process.kill('SIGKILL');
      if ((await ended).code === null) killed += 1;
    }
    expect(killed).toBe(6);
    expect(await runInside(argsFor(simulator.url, lake))).toMatchObject({ code: 0 });
    await expectWhole(simulator, lake);
    const main = wholenessOf(await linesIn(lake));
    expect(main.to - main.from + 1).toBeGreaterThan(240);
  }, 120_000);
});

describe('two of poll --once at the same time', () => {
  it('leave one whole chain and one true state', async () => {
    const simulator = await simulate();
    const { lake, state } = placesIn();
    await runInside(argsFor(simulator.url, lake));
    for (let round = 0; round < 3; round += 1) {
      simulator.mineBlocks(30);
      simulator.reorg(1, 0);
      const both = [1, 2].map(() => runProgram(argsFor(simulator.url, lake)));
      for (const { code } of await Promise.all(both)) expect(code).toBe(0);
      await expectWhole(simulator, lake);
    }
    expect(JSON.parse(readFileSync(state, 'utf8'))).toMatchObject({
      chain: { segments: [{ from: FIRST_HEIGHT, to: tipHeight(simulator) }], pending: [] },
    });
  }, 60_000);
});

describe('poll --rebuild', () => {
  const rebuild = (lake: string) =>
    runInside([
      'poll',
      '--rebuild',
      '--network',
      'regtest',
      '--url',
      'http://127.0.0.1:1',
      '--lake',
      lake,
    ]);

  it('makes a lost state anew, after which nothing is asked for that is held', async () => {
    const simulator = await simulate();
    const { lake, state } = placesIn();
    const args = argsFor(simulator.url, lake);
    await runInside(args);
    simulator.mineBlocks(30);
    await runInside(args);
    simulator.reorg(2);
    await runInside(args);
    const before = JSON.parse(readFileSync(state, 'utf8')) as { chain: object };
    renameSync(state, `${state}.away`);
    expect(await rebuild(lake)).toStrictEqual({
      code: 0,
      out: '',
      err: `reading ${lake} …\nthe state holds 1 stretch(es), the highest from 899986 to 900031\n`,
    });
    const { chain } = JSON.parse(readFileSync(state, 'utf8')) as { chain: object };
    expect({ ...chain, revision: 0 }).toStrictEqual({ ...before.chain, revision: 0 });
    expect(await runInside(args)).toMatchObject({ code: 0, err: 'nothing new at 900031\n' });
    await expectWhole(simulator, lake);
  }, 30_000);

  it('makes a state of the class of the lake, as of one that was simulated', async () => {
    const simulator = await simulate();
    const { lake, state } = placesIn();
    await runInside(argsFor(simulator.url, lake));
    rmSync(state);
    const description = join(lake, 'lake.json');
    writeFileSync(description, readFileSync(description, 'utf8').replace('"real"', '"simulated"'));
    expect(await rebuild(lake)).toMatchObject({ code: 0 });
    expect(JSON.parse(readFileSync(state, 'utf8'))).toMatchObject({
      network: 'regtest',
      origin_class: 'simulated',
    });
    expect((await runInside(argsFor(simulator.url, lake))).err).toContain('simulated data');
  });

  it('of a bucket says under which name the state that is made of a copy belongs there', async () => {
    const root = temporaryFolder();
    const lake = right(await lakeInFolder(join(root, 'lake'), join(root, 'state.json'), identity));
    expect(await rebuildState({ ...lake, folder: null }, 'signet')).toStrictEqual(
      E.left(
        misuse(
          '--rebuild reads a lake folder: copy the bucket to one, rebuild there with --lake and --state, and put the state file to the bucket as mempool-data/state/signet.json',
        ),
      ),
    );
  });

  it.each([
    [
      'a whole one',
      (state: string) => readFileSync(state, 'utf8'),
      () => 'there is a state already; move it away first, or name another with --state',
    ],
    [
      'rubbish',
      () => 'rubbish',
      (state: string) =>
        `${state} is not a poller's state; it is left as it is. Move it away and rebuild it from the lake with "bitcoin-pipeline poll --rebuild", or name another than ${state}`,
    ],
  ])('never replaces a state that is there (%s)', async (_what, textFor, says) => {
    const simulator = await simulate();
    const { lake, state } = placesIn();
    await runInside(argsFor(simulator.url, lake));
    const before = textFor(state);
    writeFileSync(state, before);
    const { code, out, err } = await rebuild(lake);
    expect({ code, out }).toStrictEqual({ code: 1, out: '' });
    expect(err.trimEnd().split('\n').at(-1)).toBe(`bitcoin-pipeline poll: ${says(state)}`);
    expect(readFileSync(state, 'utf8')).toBe(before);
  });

  it('is the way out that a refused state names', async () => {
    const simulator = await simulate();
    const { lake, state } = placesIn();
    const args = argsFor(simulator.url, lake);
    await runInside(args);
    writeFileSync(state, readFileSync(state).subarray(0, 100));
    expect(await runInside(args)).toStrictEqual({
      code: 1,
      out: '',
      err: `bitcoin-pipeline poll: ${state} is not a poller's state; it is left as it is. Move it away and rebuild it from the lake with "bitcoin-pipeline poll --rebuild", or name another than ${state}\n`,
    });
    rmSync(state);
    expect(await rebuild(lake)).toMatchObject({ code: 0 });
    expect(await runInside(args)).toMatchObject({ code: 0, err: 'nothing new at 900000\n' });
  });

  it('of a folder that is not there makes none, and says that there is no lake', async () => {
    const root = temporaryFolder();
    const { lake } = placesIn(root);
    expect(await rebuild(lake)).toStrictEqual({
      code: 1,
      out: '',
      err: `bitcoin-pipeline poll: there is no lake in ${lake}; name one with --lake\n`,
    });
    expect(readdirSync(root)).toStrictEqual([]);
  });

  it('of an empty lake says that a poller begins anew', async () => {
    const { lake, state } = placesIn();
    right(await openLake(lake, identity));
    expect(await rebuild(lake)).toStrictEqual({
      code: 1,
      out: '',
      err: `reading ${lake} …\nbitcoin-pipeline poll: ${lake} holds no blocks of a poller; without a state it begins anew\n`,
    });
    expect(existsSync(state)).toBe(false);
  });
});
