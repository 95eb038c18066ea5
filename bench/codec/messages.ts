import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { programDir } from '../../cli/program.ts';
import { seededRandom, type Random } from '../../simulator/random.ts';

/** Frames of one kind. */
export type Kind = 'delta' | 'snapshot' | 'conversions' | 'block';
export type Messages = Readonly<Record<Kind | 'mix', ReadonlyArray<Buffer>>>;

const recorded = join(programDir, '__tests__', 'fixtures', 'mempool', 'mainnet-2026-09-19');
const recordedFrame = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(recorded, name), 'utf8')) as Record<string, unknown>;

/** Rows of a mainnet block in September 2026 (facts: 4,355 rows, 117 bytes each). */
const ROWS = 4300;
const NOW_S = 1_789_843_799;

type Row = ReadonlyArray<string | number>;

const cents = (value: number): number => Math.round(value * 100) / 100;

const flagsOf = (random: Random): number =>
  1 + 8 + 2 ** (10 + random.integer(5)) + 2 ** (40 + random.integer(4)) + random.integer(4) * 65536;

const rowOf = (random: Random): Row => {
  const vsize = Math.round(random.logNormal(800, 0.7)) / 4;
  const rate = Math.max(0.1, random.logNormal(2.5, 0.8));
  const fee = Math.max(1, Math.round(rate * vsize));
  const row = [
    random.hex(32),
    fee,
    vsize,
    Math.floor(random.logNormal(2e6, 2.6)),
    cents(fee / vsize),
    flagsOf(random),
    NOW_S - random.integer(86_400),
  ];
  return random.chance(0.01) ? [...row, 1] : row;
};

/** As upstream glues frames together: a space behind the colon of the outermost keys. */
const frameOf = (key: string, value: unknown): Buffer =>
  Buffer.from(`{"${key}": ${JSON.stringify(value)}}`);

const PROJECTED = 'projected-block-transactions';

const some = (ids: ReadonlyArray<string>, count: number, random: Random): ReadonlyArray<string> =>
  Array.from({ length: count }, () => ids[random.integer(ids.length)] ?? '');

const deltasAfter = (base: ReadonlyArray<Row>, count: number, random: Random) => {
  const ids = base.map(([txid]) => String(txid));
  return Array.from({ length: count }, (_, index) => {
    const added = Array.from({ length: 10 + random.integer(20) }, () => rowOf(random));
    const removed = some(ids, 4 + random.integer(20), random);
    const changed = some(ids, random.integer(9), random).map((txid) => [
      txid,
      cents(random.logNormal(3, 0.6)),
      flagsOf(random),
      random.integer(2),
    ]);
    added.forEach(([txid], at) => {
      ids[(index * 31 + at) % ids.length] = String(txid);
    });
    return { index: 0, sequence: 570_311 + index, delta: { added, removed, changed } };
  });
};

/** A snapshot and what changed after it, as values. */
export const seededChanges = (seed: string, rows: number, deltas: number) => {
  const random = seededRandom(`changes ${seed}`);
  const base = Array.from({ length: rows }, () => rowOf(random));
  return { base, deltas: deltasAfter(base, deltas, random) };
};

const quotes = (random: Random): ReadonlyArray<Buffer> => {
  const prices = recordedFrame('prices.json') as Record<string, number>;
  return Array.from({ length: 100 }, (_, index) => {
    const moved = 1 + (random.unit() - 0.5) / 50;
    const quote = Object.entries(prices).map(([key, value]) => [
      key,
      key === 'time' ? value + index * 300 : Math.round(value * moved),
    ]);
    return Buffer.from(JSON.stringify({ conversions: Object.fromEntries(quote) }));
  });
};

const blocks = (): ReadonlyArray<Buffer> =>
  (recordedFrame('blocks.json') as unknown as ReadonlyArray<unknown>).map((block) =>
    frameOf('block', block),
  );

/** The frames that are measured: two snapshots to 400 deltas and 40 quotes are the mix of a day. */
export const messagesOf = (seed: string): Messages => {
  const random = seededRandom(`messages ${seed}`);
  const { base, deltas } = seededChanges(seed, ROWS, 400);
  const delta = [
    ...deltas.map((change) => frameOf(PROJECTED, change)),
    frameOf(PROJECTED, recordedFrame('ws_projected_block_delta.json')[PROJECTED]),
  ];
  const snapshot = [base, base.toReversed()].map((rows, index) =>
    frameOf(PROJECTED, { index: 0, sequence: 570_310 + index, blockTransactions: rows }),
  );
  const conversions = quotes(random);
  const mix = delta.flatMap((frame, index) => [
    ...(index % 200 === 0 ? snapshot.slice(index / 200, index / 200 + 1) : []),
    frame,
    ...(index % 10 === 0 ? conversions.slice(index / 10, index / 10 + 1) : []),
  ]);
  return { delta, snapshot, conversions, block: blocks(), mix };
};
