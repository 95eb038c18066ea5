import { HandEpoch, type HandLine } from '../hand-lines.ts';
import { historiesOf, inLake } from '../histories/in-lake.ts';
import { recordedLines } from '../recorded-lines.ts';

/** Lines of every event, all of one day: a few of each of the cases that the two engines could take differently. */

/** Two branches, a block found stale, one whose parent is not known, extras as both shapes, null and not there. */
const chain = (): HandEpoch => {
  const poller = new HandEpoch('poller');
  const pool = { id: 7, name: 'Pool', slug: 'pool' };
  poller.opened('04:00:00', 'poller');
  const at = (height: number, branch = '', parent = '') => ({
    hash: `h${height}${branch}`,
    height,
    parent: `h${height - 1}${parent}`,
    minedAt: `03:${height - 60}:00`,
  });
  poller.block('04:00:01', { ...at(98), onMainChain: true });
  for (const height of [100, 101])
    poller.block('04:00:01', { ...at(height), onMainChain: true, stale: false });
  poller.block('04:00:02', { ...at(101, 'x'), stale: false });
  poller.block('04:00:03', { ...at(102), stale: false, feesSats: 500, extras: { pool } });
  poller.block('04:01:00', { ...at(102), stale: true, extras: {} });
  poller.block('04:01:00', { ...at(102, 'b'), onMainChain: true, extras: { medianFee: 1e-7 } });
  const rates = { medianFee: 3.62, feeRange: [2.79, 3, 3, 3.62, 4.56, 6.1, 468.75], pool };
  poller.block('04:01:00', { ...at(103, '', 'b'), onMainChain: true, extras: rates });
  poller.block('04:02:00', { ...at(103, '', 'b'), onMainChain: true, extras: { pool: null } });
  poller.covered('04:02:01', 1, [[98, 98]], [[99, 99]]);
  poller.covered(
    '04:02:02',
    2,
    [
      [98, 98],
      [100, 103],
    ],
    [[99, 99]],
  );
  poller.closed('04:02:03', 'finished');
  return poller;
};

/** Prices that are none, of what shape soever, and one that is fetched twice. */
const prices = (): HandEpoch => {
  const feed = new HandEpoch('prices');
  feed.opened('03:00:00');
  const odd = { EUR: -1, JPY: 0, GBP: null, CHF: 'none', CAD: '12.5', AUD: 0.00000001 };
  feed.quoted('03:00:01', '02:59:00', { USD: 100_000, ...odd });
  feed.quoted('03:00:02', '02:59:00', { USD: 100_000, ...odd });
  feed.quoted('03:05:01', '03:05:00', { USD: 100_200.5, EUR: 90_000.123_456_78, JPY: -1 });
  const past = { path: '/api/v1/historical-price', origin: 'backfill' };
  feed.quoted('03:06:00', '01:00:00', { USD: 99_000, EUR: -1 }, past);
  feed.rejected('03:06:01');
  feed.counted('03:06:02', 1);
  feed.closed('03:06:03');
  return feed;
};

/** What the source of an older layout had: no times, no sequence. */
const replayed = (): HandEpoch => {
  const feed = new HandEpoch('replayed');
  feed.opened('03:10:00');
  feed.snapshot('03:10:01', [['a1', 2_099_999_997_690_000, 100.25, 5, 2.13, 1, 0]], {
    sequence: null,
  });
  feed.rejected('03:10:02');
  feed.delta(
    '03:10:02',
    {
      added: [['b1', 10, 141, 5, 1.5, 4_398_046_511_105, 1795239437, 1]],
      changed: [['a1', 3, 5, 1]],
    },
    { sequence: null, replayed: { ordinal: feed.ordinal, version: 1 } },
  );
  feed.delta('03:12:03', { removed: ['b1'] }, { sequence: null });
  feed.counted('03:14:00');
  feed.closed('03:14:01');
  return feed;
};

const SEED = 7;
const HISTORIES = 8;
const APART_MS = 600_000;

/** Drops, repeats, restarts, crashes, set clocks. */
const faulty = (): ReadonlyArray<HandLine> =>
  historiesOf(SEED, HISTORIES, Date.parse('2026-11-21T07:00:00Z'), APART_MS).flatMap(inLake);

/** The lines, in an order of arrival: what was received, then what was asked for, the older part last. */
export const sampleLines = (): ReadonlyArray<HandLine> => [
  ...recordedLines('session-a'),
  ...faulty(),
  ...prices().lines,
  ...chain().lines,
  ...replayed().lines,
];
