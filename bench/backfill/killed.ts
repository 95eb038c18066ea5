import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as E from 'fp-ts/lib/Either.js';
import { newId, producerOf, sha256, userAgent } from '../../cli/program.ts';
import { lakeInFolder } from '../../poller/lake.ts';
import { startPoller } from '../../poller/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import { seededRandom, type Random } from '../../simulator/random.ts';
import { countingSource, type CountingSource, type SourceRequest } from './counting-source.ts';
import { heldIn, type Held } from './held.ts';

const bin = fileURLToPath(new URL('../../cli/bin.mjs', import.meta.url));
const START_HEIGHT = 900_000;
const PAGE_BLOCKS = 15;
/** About what asking for a page, writing it and saying so in the state take: a kill falls into any of them. */
const LONGEST_DELAY_MS = 40;
const POLL_EVERY_MS = 250;

export interface KilledOptions {
  /** Empty; what is left in it is for who asked. */
  readonly folder: string;
  readonly blocks: number;
  readonly kills: number;
  readonly order: 'newest' | 'oldest';
  readonly seed: string;
}

export interface KilledReport extends Held {
  readonly kills: number;
  /** Pages asked for by height. */
  readonly pages: number;
  /** Pages whose blocks had all been answered before. */
  readonly needlessPages: number;
  /** While backfills asked, their starts left out. */
  readonly blocksPerSecond: number;
  /** Of the last run, which was not killed. */
  readonly code: number | null;
  readonly said: string;
}

/** One run, killed a moment after so many pages were asked for; null: never. */
const runOnce = async (
  args: ReadonlyArray<string>,
  source: CountingSource,
  afterPages: number | null,
  random: Random,
): Promise<{ readonly code: number | null; readonly said: string }> => {
  const child = spawn(process.execPath, [bin, 'backfill', ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const before = source.requests.length;
  const isDue = (): boolean =>
    source.requests.slice(before).filter(({ height }) => height !== null).length === afterPages;
  source.watch = () => {
    if (!isDue()) return;
    source.watch = () => undefined;
    setTimeout(() => child.kill('SIGKILL'), random.unit() * LONGEST_DELAY_MS);
  };
  const code = await ended;
  source.watch = () => undefined;
  return { code, said };
};

const pollBeside = async (url: string, lake: string): Promise<() => Promise<void>> => {
  const identity = { network: 'regtest', originClass: 'real' } as const;
  const open = await lakeInFolder(lake, `${lake}.poller.json`, identity);
  if (E.isLeft(open)) throw new Error(open.left.message);
  const { stop } = startPoller({
    url,
    userAgent,
    lake: open.right,
    newId,
    sha256,
    nowMs: Date.now,
    producer: producerOf('regtest', 'live'),
    everyMs: POLL_EVERY_MS,
    told: () => undefined,
    ran: () => undefined,
  });
  return stop;
};

/** How many pages had nothing that was not answered before. */
const needlessIn = (pages: ReadonlyArray<SourceRequest>, from: number): number => {
  const known = new Set<number>();
  let needless = 0;
  for (const { height, answered } of pages) {
    const heights = Array.from({ length: PAGE_BLOCKS }, (_, index) => (height ?? 0) - index);
    const inRange = heights.filter((each) => each >= from);
    if (inRange.every((each) => known.has(each))) needless += 1;
    if (answered) inRange.forEach((each) => known.add(each));
  }
  return needless;
};

/** Time that went by from page to page of the same run. */
const askingMs = (runs: ReadonlyArray<ReadonlyArray<SourceRequest>>): number =>
  runs.reduce((sum, run) => sum + (run.at(-1)?.atMs ?? 0) - (run[0]?.atMs ?? 0), 0);

/** Fills in a range by backfills that are killed at random moments, beside a poller that follows a growing chain. */
export const backfillKilled = async (options: KilledOptions): Promise<KilledReport> => {
  const { folder, blocks, kills, order, seed } = options;
  const random = seededRandom(seed);
  const simulator = await startSimulator({
    seed,
    tickMs: 0,
    rows: 20,
    startHeight: START_HEIGHT,
    pastBlocks: 50,
  });
  const from = START_HEIGHT + 1;
  simulator.mineBlocks(blocks);
  const to = from + blocks - 1;
  const source = await countingSource(simulator.url);
  const lake = join(folder, 'lake');
  const stopPolling = await pollBeside(simulator.url, lake);
  const growing = setInterval(simulator.mineBlock, POLL_EVERY_MS);
  const args = ['--url', source.url, '--network', 'regtest', '--lake', lake, '--order', order];
  const range = ['--from', String(from), '--to', String(to), '--per-second', '10000'];
  const runs: Array<ReadonlyArray<SourceRequest>> = [];
  let last = { code: null as number | null, said: '' };
  for (let killed = 0; killed <= kills; killed += 1) {
    const share = Math.floor(blocks / PAGE_BLOCKS / (kills + 1));
    const afterPages = killed === kills ? null : 1 + random.integer(Math.max(1, share));
    const before = source.requests.length;
    last = await runOnce([...args, ...range], source, afterPages, random);
    runs.push(source.requests.slice(before).filter(({ height }) => height !== null));
  }
  clearInterval(growing);
  await stopPolling();
  await source.stop();
  await simulator.stop();
  const pages = runs.flat();
  return {
    ...last,
    kills,
    pages: pages.length,
    needlessPages: needlessIn(pages, from),
    blocksPerSecond: Math.round((blocks * 1000) / askingMs(runs)),
    ...(await heldIn(lake, { from, to })),
  };
};
