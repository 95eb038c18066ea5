import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GapCause } from '@bitcoin-pipeline/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inWords } from '../../cli/state-words.ts';
import { causeInWords } from '../../dashboard/layout/words.ts';
import {
  openDbtWarehouse,
  untested,
  wentWell,
  type DbtWarehouse,
} from '../support/dbt-warehouse.ts';
import { HandEpoch, type HandRow } from '../support/hand-lines.ts';
import { runInside } from '../support/program-inside.ts';
import { emptyFolder, runProgram } from '../support/program.ts';
import { asking, type Ask } from '../support/state-answers.ts';

const txid = (n: number): string => n.toString(16).padStart(64, '0');
const row = (n: number, feeSats: number, vsize: number, rate: number, time: number): HandRow => [
  txid(n),
  feeSats,
  vsize,
  5,
  rate,
  2 ** 44 + 1,
  time,
];
const A = row(10, 1000, 100.25, 10.01, 1_795_239_437);
const B = row(11, 400, 200, 2, 0);
const C: HandRow = [txid(12), 900, 300, 5, 2, 2 ** 44 + 1, 1_795_239_438, 1];
const D = row(13, 50, 50, 1.123456789, 0); // the tables hold eight decimals
/** The same transaction, of which the source no longer says when it saw it. */
const aForgotten = row(10, 1000, 100.25, 10.01, 0);

const whole = new HandEpoch('e05');
whole.opened('05:00:00');
whole.snapshot('05:00:10', [A, B], {
  sequence: 7,
  stated: { rows: 2, feeSats: 1400, weight: 1201 },
});
whole.delta('05:00:20', { added: [C, D] }, { sequence: 8 });
whole.delta('05:00:30', { added: [aForgotten] }, { sequence: 9 });
whole.delta('05:00:40', { removed: [10, 11, 12, 13].map(txid) }, { sequence: 10 });
whole.closed('05:01:00');

const holed = new HandEpoch('e06');
holed.opened('06:00:00');
holed.snapshot('06:00:10', [A], { sequence: 20 });
holed.delta('06:02:00', { added: [B] }, { sequence: 23 });
const hole = holed.gapFound('06:02:00', { from: 3 });
holed.snapshot('06:03:00', [A], { sequence: 24 });
holed.gapClosed('06:03:00', hole, 5);
holed.counted('06:04:00');

const late = new HandEpoch('e07');
late.opened('07:00:00');
late.snapshot('07:00:10', [A], { sequence: 30 });
late.delta('07:00:20', { added: [B] }, { sequence: 31 });
late.lose();
late.counted('07:01:00');

const false_ = new HandEpoch('e08');
false_.opened('08:00:00');
false_.snapshot('08:00:10', [A], { sequence: 40, stated: { rows: 2, feeSats: 1000, weight: 401 } });
false_.counted('08:01:00');

const unnumbered = new HandEpoch('e09');
unnumbered.opened('09:00:00');
unnumbered.snapshot('09:00:10', [A], { sequence: null });
unnumbered.counted('09:01:00');

const dead = new HandEpoch('e10');
dead.opened('10:00:00');
dead.snapshot('10:00:10', [A], { sequence: 50 });
const heir = new HandEpoch('e10-process');
heir.opened('10:05:00', 'process');
const crash = heir.gapFound('10:05:00', { of: dead, cause: 'crash', from: 3 });
const reborn = new HandEpoch('e10-next');
reborn.opened('10:06:00');
reborn.snapshot('10:06:10', [B], { sequence: 60 });
reborn.gapClosed('10:06:10', crash, 2);
reborn.counted('10:07:00');

/** The gap was closed elsewhere; what this epoch goes on to say is built on what was before it. */
const spoiled = new HandEpoch('e11');
spoiled.opened('11:00:00');
spoiled.snapshot('11:00:10', [A], { sequence: 70 });
spoiled.counted('11:00:20');
const spoiling = spoiled.gapFound('11:00:30', { cause: 'silence', from: 4 });
spoiled.counted('11:05:00');
const elsewhere = new HandEpoch('e11-other');
elsewhere.opened('10:59:50');
elsewhere.snapshot('11:01:00', [B], { sequence: 3 });
elsewhere.gapClosed('11:01:00', spoiling, 2);

const doubtful = new HandEpoch('e12');
doubtful.opened('12:00:00');
const allOfIt = doubtful.gapFound('12:00:05', { cause: 'loading', from: 1 });
doubtful.snapshot('12:00:10', [A], { sequence: 80 });
doubtful.gapClosed('12:00:10', allOfIt, 3);
doubtful.counted('12:01:00');

const open = new HandEpoch('e13');
open.opened('13:00:00');
open.snapshot('13:00:10', [A], { sequence: 90 });
const opened = open.gapFound('13:00:20', { cause: 'socket', from: 3 });
open.counted('13:01:00');

const large = new HandEpoch('e13-large');
large.opened('13:50:00');
large.snapshot(
  '13:50:10',
  Array.from({ length: 5_000 }, (_, n) => row(n, n, 100, 1 + (n % 97) / 100, n)),
  { sequence: 1 },
);
large.counted('13:51:00');

const last = new HandEpoch('e14');
last.opened('14:00:00');
last.snapshot('14:00:10', [A], { sequence: 100 });
last.counted('14:01:00');

const epochs = [
  whole,
  holed,
  late,
  false_,
  unnumbered,
  dead,
  heir,
  reborn,
  spoiled,
  elsewhere,
  doubtful,
  open,
  large,
  last,
];

const day = (time: string): string => `2026-11-21T${time}Z`;

interface Case {
  readonly title: string;
  readonly at: string;
  readonly now?: string;
  readonly cause: string | null;
  readonly why: string;
}

const cases: ReadonlyArray<Case> = [
  {
    title: 'a moment before the first line',
    at: '04:59:59.999',
    cause: 'outside',
    why: 'not known: the data begin at 2026-11-21T05:00:00.000Z',
  },
  {
    title: 'a moment before the first snapshot',
    at: '05:00:05',
    cause: 'no-base',
    why: 'not known: no snapshot of the next block before this moment, or one of another block since',
  },
  {
    title: 'a moment that is verified',
    at: '05:00:19.999',
    cause: null,
    why: 'verified: the totals that the source stated, or the rows of a fresh snapshot, agree',
  },
  {
    title: 'a moment that is contiguous',
    at: '05:00:20',
    cause: null,
    why: 'contiguous: nothing is missing, and nothing was there to check it by',
  },
  {
    title: 'a moment between the lines of two connections',
    at: '05:30:00',
    cause: 'not-known-yet',
    why: 'not known yet: the lines up to the first one after this moment are not all there',
  },
  {
    title: 'a moment inside a gap',
    at: '06:02:30',
    cause: 'sequence',
    why: 'not known: inside a gap (sequence): a message of the source was missed; after 2026-11-21T06:00:10.000Z, until 2026-11-21T06:03:00.000Z; gap e06-4',
  },
  {
    title: 'a moment whose lines are not all there',
    at: '07:00:30',
    cause: 'not-known-yet',
    why: 'not known yet: the lines up to the first one after this moment are not all there',
  },
  {
    title: 'totals that do not agree',
    at: '08:00:30',
    cause: 'self-check',
    why: 'not known: the totals no longer agree with the source’s own (self-check)',
  },
  {
    title: 'messages without a sequence',
    at: '09:00:30',
    cause: 'no-sequence',
    why: 'not known: the messages had no sequence, and nothing checks that none is missing',
  },
  {
    title: 'a crash that the next process named',
    at: '10:03:00',
    cause: 'crash',
    why: 'not known: inside a gap (crash): the program ended without closing its books; after 2026-11-21T10:00:10.000Z, until 2026-11-21T10:06:10.000Z; gap e10-process-2',
  },
  {
    title: 'a moment after a gap that another connection ended',
    at: '11:02:00',
    cause: 'silence',
    why: 'not known: after a gap that no snapshot has ended here (silence): the source fell silent on this block; after 2026-11-21T11:00:20.000Z, until 2026-11-21T11:01:00.000Z; gap e11-4',
  },
  {
    title: 'a gap with nothing before it',
    at: '12:00:07',
    cause: 'loading',
    why: 'not known: inside a gap (loading): the source is loading its own mempool; from the beginning, until 2026-11-21T12:00:10.000Z; gap e12-2',
  },
  {
    title: 'a gap that is open',
    at: '13:30:00',
    cause: 'socket',
    why: 'not known: inside a gap (socket): the connection to the source broke; after 2026-11-21T13:00:10.000Z, still open; gap e13-3',
  },
  {
    title: 'the moment of the last line',
    at: '14:01:00',
    cause: 'not-known-yet',
    why: 'not known yet: the newest line is of 2026-11-21T14:01:00.000Z',
  },
  {
    title: 'a moment after the last line, up to now',
    at: '15:00:00',
    now: '15:00:00.000',
    cause: 'not-known-yet',
    why: 'not known yet: the newest line is of 2026-11-21T14:01:00.000Z',
  },
  {
    title: 'a moment in the future',
    at: '15:00:00.001',
    now: '15:00:00.000',
    cause: 'future',
    why: 'not known: this moment is in the future',
  },
  {
    title: 'a moment amid the data that the clock here has not reached',
    at: '05:00:05',
    now: '05:00:00.000',
    cause: 'no-base',
    why: 'not known: no snapshot of the next block before this moment, or one of another block since',
  },
  {
    title: 'a moment that the data reach though the clock here does not',
    at: '05:00:20',
    now: '05:00:00.000',
    cause: null,
    why: 'contiguous: nothing is missing, and nothing was there to check it by',
  },
];

const identity = { network: 'mainnet', originClass: 'recording' } as const;

let folder = '';
let lake = '';
let dbt: DbtWarehouse;
beforeAll(async () => {
  folder = await emptyFolder();
  lake = join(folder, 'lake');
  dbt = await openDbtWarehouse(folder);
});
afterAll(async () => {
  await dbt.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Says whose the lake is. */
const identified = () =>
  writeFile(
    join(lake, 'lake.json'),
    JSON.stringify({ version: 1, network: 'mainnet', origin_class: 'recording' }),
  );

describe('lines written by hand', () => {
  let ask: Ask;
  beforeAll(async () => {
    await dbt.load(
      'all',
      epochs.flatMap((epoch) => epoch.lines),
    );
    await wentWell(dbt.worker.build(untested));
    await identified();
    ask = asking(lake, identity);
  });

  it.each(cases)('have a sentence for $title', async ({ at, now, cause, why }) => {
    const document = await ask(day(at), now === undefined ? undefined : day(now));
    expect({ cause: document.cause, why: document.why }).toStrictEqual({ cause, why });
    expect(inWords(document)).toContain(document.level === 'unknown' ? why : `(${document.level})`);
  });

  it('have the gap in figures, too', async () => {
    const { gapId, gap, rows } = await ask(day('10:03:00'));
    expect({ gapId, gap, rows }).toStrictEqual({
      gapId: crash,
      gap: {
        cause: 'crash',
        epochId: 'e10',
        suspectFromOrdinal: 3,
        after: day('10:00:10.000'),
        before: day('10:06:10.000'),
      },
      rows: null,
    });
    expect((await ask(day('13:30:00'))).gap).toMatchObject({ before: null });
    expect((await ask(day('13:30:00'))).gapId).toBe(opened);
    expect((await ask(day('12:00:07'))).gap).toMatchObject({ after: null });
  });

  it('have the transactions in mining-like order, each with all that is known of it', async () => {
    const document = await ask(day('05:00:20'));
    const first = {
      txid: txid(10),
      feeSats: 1000,
      weight: 401,
      vsizeVbytes: 100.25,
      valueSats: 5,
      rate: 10.01,
      flags: 2 ** 44 + 1,
      firstSeenAt: '2026-11-21T05:37:17.000Z',
      accelerated: false,
    };
    expect(document.rows?.[0]).toStrictEqual(first);
    expect(document.rows?.map((each) => [each.txid, each.rate, each.accelerated])).toStrictEqual([
      [txid(10), 10.01, false],
      [txid(11), 2, false],
      [txid(12), 2, true],
      [txid(13), 1.12345679, false],
    ]);
    expect(document).toMatchObject({
      sequence: 8,
      ordinal: 3,
      baseOrdinal: 2,
      transactions: 4,
      feeSats: 2350,
      weight: 2601,
      lowestRate: 1.12345679,
      p10Rate: 2, // 200 of 2,601 are not a tenth yet
      medianRate: 2,
      p90Rate: 10.01, // 2,200 of 2,601 are not nine tenths yet
    });
  });

  it('forget when a transaction was first seen where its newest row does not say', async () => {
    const seen = async (at: string) => (await ask(day(at))).rows?.[0]?.firstSeenAt;
    expect(await seen('05:00:29.999')).not.toBeNull();
    expect(await seen('05:00:30')).toBeNull();
  });

  it('have an empty block, which is not an unknown one', async () => {
    const document = await ask(day('05:00:40'));
    expect(document).toMatchObject({
      level: 'contiguous',
      transactions: 0,
      weight: 0,
      lowestRate: null,
      p10Rate: null,
      medianRate: null,
      p90Rate: null,
      rows: [],
    });
    expect(inWords(document)).toBe(
      '2026-11-21T05:00:40.000Z: 0 transactions, 0 weight units, 0 sat in fees (contiguous)',
    );
  });

  it('have a block of 5,000 transactions, which is told alike, a line each', async () => {
    const document = await ask(day('13:50:30'));
    expect(document.rows).toHaveLength(5_000);
    expect(inWords(document).split('\n')).toHaveLength(5_002);
  });

  it.each(['lake', 'warehouse'])('are told by the program from the %s', async (from) => {
    const options = ['state', '--lake', lake, '--from', from] as const;
    const known = await runProgram([...options, '--at', day('05:00:20'), '--rows']);
    expect(known).toStrictEqual({
      code: 0,
      out: `${[
        '2026-11-21T05:00:20.000Z: 4 transactions, 2601 weight units, 2350 sat in fees, sat/vB by weight: lowest 1.12345679, p10 2, median 2, p90 10.01 (contiguous)',
        `txid${' '.repeat(60)}      sat/vB  fee sat      vB  value sat           flags                first seen`,
        `${txid(10)}       10.01     1000  100.25          5  17592186044417  2026-11-21T05:37:17.000Z`,
        `${txid(11)}           2      400     200          5  17592186044417                         –`,
        `${txid(12)}           2      900     300          5  17592186044417  2026-11-21T05:37:18.000Z  accelerated`,
        `${txid(13)}  1.12345679       50      50          5  17592186044417                         –`,
      ].join('\n')}\n`,
      err: '',
    });
    const inJson = await runInside([...options, '--at', day('06:02:30'), '--json']);
    expect(inJson).toMatchObject({ code: 0, err: '' });
    const { rows: _, ...document } = await ask(day('06:02:30'));
    expect(JSON.parse(inJson.out)).toStrictEqual(document);
    const unknown = await runInside([...options, '--at', '2999-01-01T00:00:00Z']);
    expect(unknown).toStrictEqual({
      code: 0,
      out: '2999-01-01T00:00:00.000Z: not known: this moment is in the future\n',
      err: '',
    });
  });
});

describe('nothing there yet', () => {
  beforeAll(async () => {
    dbt.empty();
    await identified();
  });

  const asked = (from: string) =>
    runInside(['state', '--at', day('05:00:00'), '--lake', lake, '--from', from]);
  const refused = (why: string) => ({
    code: 1,
    out: '',
    err: `bitcoin-pipeline state: ${why}\n`,
  });

  it('is said of an empty lake', async () => {
    expect(await asked('lake')).toStrictEqual(
      refused(`the lake ${lake} holds no lines yet; run bitcoin-pipeline listen first`),
    );
  });

  it('is said of tables that are not built, and of empty ones', async () => {
    expect(await asked('warehouse')).toStrictEqual(
      refused('the tables are not built yet; run bitcoin-pipeline load first'),
    );
    await dbt.load('nothing', []);
    await wentWell(dbt.worker.build(untested));
    expect(await asked('warehouse')).toStrictEqual(
      refused(`the warehouse ${lake}.duckdb holds no lines yet; run bitcoin-pipeline load first`),
    );
  });
});

it('has words for every cause of a gap', () => {
  const all: Readonly<Record<GapCause, true>> = {
    sequence: true,
    socket: true,
    silence: true,
    loading: true,
    'self-check': true,
    audit: true,
    'spool-full': true,
    crash: true,
    restart: true,
    clock: true,
  };
  for (const cause of Object.keys(all)) expect(causeInWords(cause)).not.toBe(cause);
});
