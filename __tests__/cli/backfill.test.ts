import { existsSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { readLine, type ReadLine } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { backfillKilled } from '../../bench/backfill/killed.ts';
import { countingSource } from '../../bench/backfill/counting-source.ts';
import { heldIn } from '../../bench/backfill/held.ts';
import { openLake } from '../../lake/identity.ts';
import { linesOf } from '../../lake/read.ts';
import { startSimulator, type RestFaultName, type Simulator } from '../../simulator/index.ts';
import { nowhere, serve } from '../support/http-server.ts';
import { temporaryFolder } from '../support/lake-folder.ts';
import { runInside } from '../support/program-inside.ts';
import { runProgram, startProgram } from '../support/program.ts';

const TIP = 967_732;
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ tickMs: 0, rows: 20, pastBlocks: 500 });
  return simulator.stop;
});

const argsOf = (url: string, lake: string, more: ReadonlyArray<string>): ReadonlyArray<string> => [
  'backfill',
  '--url',
  url,
  '--network',
  'regtest',
  '--lake',
  lake,
  '--per-second',
  '1000',
  ...more,
];

/** A source that is counted, with a lake of its own, and a backfill from one to the other. */
const begin = async (run: typeof runInside = runInside) => {
  const source = await countingSource(simulator.url);
  onTestFinished(source.stop);
  const lake = join(temporaryFolder(), 'lake');
  const backfill = async (...more: ReadonlyArray<string>) => {
    const ended = await run(argsOf(source.url, lake, [...more, '--json']));
    const document = ended.out === '' ? null : (JSON.parse(ended.out) as unknown);
    return { ...ended, document };
  };
  return { source, lake, backfill };
};

const linesIn = async (lake: string): Promise<ReadonlyArray<ReadLine>> => {
  const lines: Array<ReadLine> = [];
  for await (const { text } of linesOf(lake)) {
    const line = readLine(text);
    if (E.isLeft(line)) throw new Error(line.left);
    lines.push(line.right);
  }
  return lines;
};

describe('a backfill of blocks', () => {
  it('fills in its range by pages, says what it did, and asks for nothing twice', async () => {
    const { source, lake, backfill } = await begin(runProgram);
    const range = { from: TIP - 99, to: TIP - 10 };
    const given = ['--from', String(range.from), '--to', String(range.to)];
    const first = await backfill(...given);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.document).toMatchObject({
      blocks: { ...range, asked: 90, alreadyHeld: 0, written: 90, holes: [], left: 0, requests: 6 },
      prices: null,
      requests: 7,
    });
    expect(await heldIn(lake, range)).toStrictEqual({ missing: 0, writtenTwice: 0, unlinked: 0 });
    const origins = (await linesIn(lake)).map(({ envelope }) => envelope.origin);
    expect(new Set(origins)).toStrictEqual(new Set(['backfill']));
    const again = await backfill('--from', String(range.from - 5), '--to', String(range.to));
    expect(again.document).toMatchObject({ blocks: { alreadyHeld: 90, written: 5, requests: 1 } });
    expect(source.requests.map(({ path }) => path).slice(7)).toStrictEqual([
      '/api/v1/blocks',
      `/api/v1/blocks/${range.from - 1}`,
    ]);
  });

  it.each(['newest', 'oldest'] as const)(
    'killed at random moments beside a poller and begun again loses nothing, %s first',
    async (order) => {
      const folder = temporaryFolder();
      const kills = 3;
      const report = await backfillKilled({ folder, blocks: 400, kills, order, seed: order });
      expect(report).toMatchObject({ code: 0, missing: 0, unlinked: 0 });
      expect(report.needlessPages).toBeLessThanOrEqual(kills);
      expect(report.writtenTwice).toBeLessThanOrEqual(kills * 15);
    },
  );

  it('goes by days, told by the median time of blocks', async () => {
    const { backfill } = await begin();
    const nowS = Math.floor(Date.now() / 1000);
    const [sinceS, untilS] = [nowS - 36 * 3600, nowS - 12 * 3600];
    const instant = (seconds: number): string => new Date(seconds * 1000).toISOString();
    const { document, code } = await backfill(
      '--since',
      instant(sinceS),
      '--until',
      instant(untilS),
    );
    expect(code).toBe(0);
    const { blocks } = document as { blocks: { from: number; to: number } };
    const medianTime = async (height: number): Promise<number> => {
      const page = await fetch(`${simulator.url}/api/v1/blocks/${height}`);
      const [block] = (await page.json()) as ReadonlyArray<{ mediantime: number }>;
      return block?.mediantime ?? 0;
    };
    expect(await medianTime(blocks.from)).toBeGreaterThanOrEqual(sinceS);
    expect(await medianTime(blocks.from - 1)).toBeLessThan(sinceS);
    expect(await medianTime(blocks.to)).toBeLessThan(untilS);
    expect(await medianTime(blocks.to + 1)).toBeGreaterThanOrEqual(untilS);
  });

  it('outlasts what passes, waits as long as the source wants, and says why', async () => {
    const { source, lake, backfill } = await begin();
    const faults: Readonly<Record<number, ReadonlyArray<RestFaultName>>> = {
      3: ['rest-429', 'rest-500'],
      7: ['rest-cut', 'rest-html'],
    };
    source.watch = ({ answered }) => {
      if (!answered) faults[source.requests.length]?.forEach((name) => simulator.fault(name));
    };
    const range = { from: TIP - 89, to: TIP };
    const ended = await backfill('--from', String(range.from));
    expect(ended.err).toMatch(/429.*; asking again in [23] s, as it wants\n/);
    expect(ended).toMatchObject({ code: 0, document: { blocks: { written: 90 }, requests: 11 } });
    expect(await heldIn(lake, range)).toMatchObject({ missing: 0, writtenTwice: 0 });
    const [throttled, next] = source.requests.slice(2, 4);
    expect((next?.atMs ?? 0) - (throttled?.atMs ?? 0)).toBeGreaterThan(1990); // Retry-After: 2
  });

  it('asks no more often than it is allowed to', async () => {
    const { source, lake } = await begin();
    const more = ['--from', String(TIP - 74), '--per-second', '4'];
    expect((await runInside(argsOf(source.url, lake, more))).code).toBe(0);
    const at = source.requests.map(({ atMs }) => atMs);
    expect(at).toHaveLength(6);
    // what is on its way may be late: by the source's clock 100 ms of 250 are granted
    for (const [index, ms] of at.slice(1).entries())
      expect(ms - (at[index] ?? 0)).toBeGreaterThan(150);
  });

  it('tells the heights of blocks that do not decode, and asks for those alone again', async () => {
    const broken = { isBroken: true };
    const asked: Array<string> = [];
    const url = await serve((request, response) => {
      asked.push(request.url ?? '');
      void fetch(`${simulator.url}${request.url}`)
        .then((answer) => answer.text())
        .then((text) =>
          response.end(
            broken.isBroken ? text.replace(`"height":${TIP - 20},`, '"height":"x",') : text,
          ),
        );
    });
    const lake = join(temporaryFolder(), 'lake');
    const args = argsOf(url, lake, ['--from', String(TIP - 44), '--to', String(TIP)]);
    const first = await runInside(args);
    expect(first.code).toBe(1);
    expect(first.err).toBe(
      `bitcoin-pipeline backfill: 1 of 45 blocks did not decode and lie in quarantine (${TIP - 20}); the same command asks for them again\n`,
    );
    const before = asked.length;
    broken.isBroken = false;
    expect(await runInside(args)).toMatchObject({ code: 0 });
    expect(asked.slice(before)).toStrictEqual(['/api/v1/blocks', `/api/v1/blocks/${TIP - 20}`]);
  });

  it('stops in order when it is asked to, and the same command goes on', async () => {
    const { source, lake, backfill } = await begin();
    const range = ['--from', String(TIP - 199)];
    const run = startProgram(argsOf(source.url, lake, [...range, '--per-second', '20']));
    source.watch = () => {
      if (source.requests.length === 4) run.process.kill('SIGTERM');
    };
    const { code, err } = await run.ended;
    expect(code).toBe(1);
    expect(err).toMatch(/stopped; \d+ of 200 blocks are left; the same command goes on/);
    const ends = (await linesIn(lake)).flatMap((line) =>
      line.type === 'EpochClosed' ? [line.fields.closeReason] : [],
    );
    expect(ends).toStrictEqual(['stopped']);
    const pages = source.requests.length;
    source.watch = () => undefined;
    expect(await backfill(...range)).toMatchObject({ code: 0, document: { blocks: { left: 0 } } });
    // those of the first run, their tips left out, and at most one page more
    expect(pages - 1 + (source.requests.length - pages - 1)).toBeLessThanOrEqual(14 + 1);
  });
});

describe('a backfill of prices', () => {
  it('writes one an hour, of the hours in which its blocks were mined, and none again', async () => {
    const { source, lake, backfill } = await begin();
    const range = ['--from', String(TIP - 300), '--to', String(TIP - 100), '--what', 'all'];
    const { code, document } = await backfill(...range);
    const { prices } = document as { prices: { asked: number; written: number; left: number } };
    expect(code).toBe(0);
    expect(prices.asked).toBeGreaterThan(24);
    expect(prices).toMatchObject({ written: prices.asked, left: 0 });
    const quotes = (await linesIn(lake)).filter(({ type }) => type === 'ConversionsQuoted');
    expect(quotes).toHaveLength(prices.asked);
    const before = source.requests.length;
    expect((await backfill(...range)).document).toMatchObject({ prices: { written: 0 } });
    expect(source.requests.slice(before).some(({ path }) => path.includes('price'))).toBe(false);
  });

  it.each([400, 404])('says so where the source has none and answers %i', async (status) => {
    const pages = simulator.url;
    const url = await serve((request, response) => {
      if (request.url?.includes('price') === true) response.writeHead(status).end('{"error":"no"}');
      else
        void fetch(`${pages}${request.url}`)
          .then((answer) => answer.text())
          .then((text) => response.end(text));
    });
    const lake = join(temporaryFolder(), 'lake');
    const { code, err } = await runInside(
      argsOf(url, lake, ['--from', String(TIP - 100), '--what', 'prices']),
    );
    expect(code).toBe(1);
    expect(err).toMatch(/^bitcoin-pipeline backfill: [^\n]*only backends of mainnet[^\n]*\n$/);
  });
});

it.each([
  [['--from', '1', '--to', '967733'], '--to 967733 lies above the tip'],
  [['--from', '-5'], '--from takes a height such as 840000, not "-5"'],
  [['--since', '2999-01-01'], '--since 2999-01-01 lies in the future'],
])('%j is told in one line with the range that is right', async (given, says) => {
  const lake = join(temporaryFolder(), 'lake');
  const ended = await runInside(argsOf(simulator.url, lake, given));
  const page = (await (await fetch(`${simulator.url}/api/v1/blocks`)).json()) as ReadonlyArray<{
    timestamp: number;
  }>;
  const day = new Date((page[0]?.timestamp ?? 0) * 1000).toISOString().slice(0, 10);
  expect(ended).toStrictEqual({
    code: 2,
    out: '',
    err: `bitcoin-pipeline backfill: ${says}; the source has blocks 0 to ${TIP}, the newest of ${day}\n`,
  });
  expect(existsSync(lake)).toBe(false);
});

it('into a bucket is of real data, whatever a lake in the folder here holds', async () => {
  const cwd = temporaryFolder();
  await openLake(join(cwd, 'data/regtest/lake'), { network: 'regtest', originClass: 'simulated' });
  const put = new Map<string, string>();
  const endpoint = await serve((request, response) => {
    let body = '';
    request.on('data', (part) => (body += String(part)));
    request.on('end', () => {
      if (request.method === 'PUT') put.set((request.url ?? '').replace(/\?.*/, ''), body);
      response.statusCode = request.method === 'PUT' ? 200 : 404;
      response.end(request.method === 'PUT' ? '' : '<Error><Code>NoSuchKey</Code></Error>');
    });
  });
  const there = ['--bucket', 'my-lake', '--region', 'eu-west-1', '--endpoint', endpoint];
  const range = ['--from', String(TIP), '--to', String(TIP)];
  await runInside(
    ['backfill', '--url', simulator.url, '--network', 'regtest', ...range, ...there],
    { cwd, env: { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' } },
  );
  expect(put.get('/my-lake/lake.json')).toContain('"origin_class":"real"');
});

const answering =
  (text: string): RequestListener =>
  (_request, response) =>
    response.end(text);

it.each([
  ['another kind of JSON', '{"jsonrpc":"2.0"}', /answered .*jsonrpc.*not a list of blocks/],
  ['a web site', '<html>hello</html>', /HTML.*a list of blocks/],
])('a source that answers with %s is told with what was expected', async (_what, text, words) => {
  const url = await serve(answering(text));
  const lake = join(temporaryFolder(), 'lake');
  const { code, err } = await runInside(argsOf(url, lake, ['--from', '1']));
  expect(code).toBe(1);
  expect(err).toMatch(words);
});

it('a source that is not there is given up soon', async () => {
  const lake = join(temporaryFolder(), 'lake');
  const { code, err } = await runInside(argsOf(await nowhere(), lake, ['--from', '1']));
  expect(code).toBe(1);
  expect(err).toContain("can't be reached");
});
