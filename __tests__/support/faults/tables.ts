import { HandEpoch, type HandLine, type HandRow } from '../hand-lines.ts';

/** A small lake in which nothing is wrong, and for each data test what makes that one fail and no other. */

const row = (txid: string, feeSats: number): HandRow => [txid, feeSats, 100, 1, 2, 1, 0];

/** A socket with a gap that was closed and a snapshot that states its totals, and a poller beside it. */
export const soundLines = (): ReadonlyArray<HandLine> => {
  const socket = new HandEpoch('socket');
  socket.opened('05:00:00');
  socket.snapshot('05:00:10', [row('a', 1000)], {
    sequence: 7,
    stated: { rows: 1, feeSats: 1000, weight: 400 },
  });
  socket.counted('05:01:30', 1);
  socket.delta('05:02:10', { added: [row('b', 500)] }, { sequence: 8 });
  const gap = socket.gapFound('05:02:20', { from: socket.ordinal + 1 });
  socket.snapshot('05:02:30', [row('c', 700)], { sequence: 12 });
  socket.gapClosed('05:02:30', gap, socket.ordinal);
  socket.moved('05:02:40', 13);
  socket.quoted('05:02:50', '05:02:00', { USD: 100_000, EUR: -1 });
  socket.rejected('05:02:55');
  socket.counted('05:04:00', 1);
  socket.closed('05:04:30');
  const poller = new HandEpoch('poller');
  poller.opened('05:03:00', 'poller');
  for (const height of [10, 11, 12])
    poller.block('05:03:01', {
      hash: `h${height}`,
      height,
      parent: `h${height - 1}`,
      minedAt: `04:${height}:00`,
      onMainChain: true,
    });
  poller.block('05:03:01', {
    hash: 'fork',
    height: 12,
    parent: 'h11',
    minedAt: '04:12:30',
    stale: true,
    onMainChain: false,
  });
  poller.covered('05:03:02', 1, [[10, 11]]);
  poller.closed('05:03:03', 'finished');
  return [...socket.lines, ...poller.lines];
};

/** A day of the stream of prices with so many nulls of 100 in each of two columns. */
const dayOfColumns = (day: string, quotes: number, parts: number): string =>
  [
    ['layout', quotes],
    ['part', parts],
  ]
    .map(
      ([column, nulls]) =>
        `insert into gold.completeness_by_day_and_column
         select network, stream, date '${day}', '${column}', 100, ${nulls}, ${nulls} / 100, built_at
         from gold.completeness_by_day_and_column where stream = 'conversions' limit 1;`,
    )
    .join('\n');

const minuteWithRows = "minute_at = timestamp '2026-11-21 05:01:00'";

/** By the name of the test. */
export const faults: Readonly<Record<string, string>> = {
  canonical_blocks_link_to_their_parents:
    "update gold.block_statistics set previous_block_hash = 'another' where height = 12",
  columns_do_not_fall_empty: `
    ${dayOfColumns('2026-10-01', 20, 20)}
    ${dayOfColumns('2026-10-02', 100, 100)}`,
  days_add_up: `
    update gold.completeness_by_day set rows_loaded = rows_loaded + 1, lines_loaded = lines_loaded + 1
    where stream = 'conversions'`,
  every_fragment_has_one_outcome:
    "update raw.feed_health set fragments_in = 2 where event_id = 'socket-3'",
  every_line_of_a_file_is_loaded:
    "update raw.loaded_files set lines = lines + 1 where file like '%/batch/%'",
  every_line_of_an_epoch_is_there_once:
    "update silver.epochs set lines_loaded = lines_loaded + 1 where epoch_id = 'poller'",
  every_line_written_has_its_ordinal:
    "update raw.feed_health set lines_out = 1 where event_id = 'socket-3'",
  every_loaded_line_is_counted: `
    delete from silver.lines where epoch_id = 'poller' and ordinal = 3;
    update silver.epochs set lines_loaded = lines_loaded - 1 where epoch_id = 'poller'`,
  gaps_are_closed_by_a_snapshot: 'update silver.gaps set closing_ordinal = 3',
  holes_in_the_sequence_have_a_gap:
    "update silver.next_block_deltas set sequence = 9 where epoch_id = 'socket'",
  hours_add_up:
    "update gold.coverage_by_hour set unknown_seconds = unknown_seconds + 1 where stream = 'conversions'",
  one_canonical_block_per_height:
    "update silver.blocks set is_canonical = true where block_hash = 'fork'",
  one_line_per_id: `
    insert into raw.block_metadata
    select * replace (observed_at + interval 1 second as observed_at)
    from raw.block_metadata where event_id = 'poller-2'`,
  unknown_minutes_say_why_and_nothing_else: `
    update gold.next_block_by_minute set cause = 'sequence' where level = 'contiguous'`,
  verified_minutes_equal_what_was_stated: `
    update gold.next_block_by_minute set fee_sats = fee_sats + 1 where ${minuteWithRows}`,
  whole_segments_have_no_holes:
    "update silver.blocks set is_canonical = false where block_hash = 'h10'",
};

/** What `as_described` says of a relation, and how its rows came to be so. */
export const undescribed: ReadonlyArray<
  readonly [relation: string, fault: string, statements: string]
> = [
  [
    'coverage_lengths',
    'level is none of verified, contiguous, unknown',
    "update silver.coverage_lengths set level = 'known' where stream = 'conversions'",
  ],
  [
    'coverage_by_hour',
    'share_known is above 1',
    "update gold.coverage_by_hour set share_known = 2 where stream = 'conversions'",
  ],
  [
    'coverage_by_hour',
    'gaps is below 0',
    "update gold.coverage_by_hour set gaps = -1 where stream = 'conversions'",
  ],
  [
    'block_statistics',
    'size_bytes is not above 0',
    'update gold.block_statistics set size_bytes = 0',
  ],
  [
    'completeness_by_day_and_column',
    'nulls is null',
    "update gold.completeness_by_day_and_column set nulls = null where column_name = 'layout'",
  ],
  [
    'block_statistics',
    'block_hash is there more than once',
    "update gold.block_statistics set block_hash = 'h11' where height = 12",
  ],
  [
    'load_lags',
    'network, stream, hour_at is there more than once',
    "insert into silver.load_lags select * from silver.load_lags where stream = 'conversions'",
  ],
];
