import fc from 'fast-check';

/** Blocks as a source tells of them, in trees with forks and holes, in pieces and out of order: with nothing of the SQL. */

export interface ToldBlock {
  readonly hash: string;
  readonly height: number;
  readonly parent: string | null;
  readonly minedAtS: number;
  readonly isStale: boolean;
  readonly feesSats: number | null;
  readonly pool: string | null;
  /** When it was told, in seconds, unlike any other's of the history. */
  readonly toldAtS: number;
  /** Number of the load that brought it. */
  readonly piece: number;
}

export const PIECES = 4;
const BLOCKS = 40;

interface Dice {
  readonly back: number;
  readonly late: number;
  readonly clockS: number;
  readonly isStale: boolean;
  readonly isLost: boolean;
  readonly fees: number | null;
  readonly pool: string | null;
  readonly isToldAgain: boolean;
  readonly isStaleThen: boolean;
}

const dice: fc.Arbitrary<Dice> = fc.record({
  back: fc.oneof(
    { weight: 6, arbitrary: fc.constant(1) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 5 }) },
  ),
  late: fc.nat(PIECES - 1),
  clockS: fc.integer({ min: -3600, max: 14_400 }),
  isStale: fc.nat(9).map((n) => n === 0),
  isLost: fc.nat(14).map((n) => n === 0),
  fees: fc.option(fc.nat(1_000_000)),
  pool: fc.option(fc.constantFrom('a', 'b', 'c')),
  isToldAgain: fc.nat(3).map((n) => n === 0),
  isStaleThen: fc.boolean(),
});

/** @param name begins every hash of it */
const told = (name: string, throws: ReadonlyArray<Dice>): ReadonlyArray<ToldBlock> => {
  const blocks: Array<Pick<ToldBlock, 'hash' | 'height'>> = [];
  return throws.flatMap((die, index) => {
    const parent = blocks.at(-die.back);
    const height = parent === undefined ? 100 : parent.height + 1;
    const hash = `${name}-${height}-${index}`;
    blocks.push({ hash, height });
    if (die.isLost) return [];
    const first: ToldBlock = {
      hash,
      height,
      parent: parent?.hash ?? null,
      minedAtS: 1_700_000_000 + height * 5400 + die.clockS,
      isStale: die.isStale,
      feesSats: die.fees,
      pool: die.pool,
      toldAtS: 1_800_000_000 + index * 10,
      piece: Math.min(Math.floor((index * PIECES) / BLOCKS) + die.late, PIECES - 1),
    };
    const again = {
      ...first,
      isStale: die.isStaleThen,
      toldAtS: first.toldAtS + 305,
      piece: PIECES - 1 - die.late,
    };
    return die.isToldAgain ? [first, again] : [first];
  });
};

export const blockHistories = (
  seed: number,
  count: number,
): ReadonlyArray<ReadonlyArray<ToldBlock>> =>
  fc
    .sample(fc.array(dice, { minLength: BLOCKS, maxLength: BLOCKS }), { seed, numRuns: count })
    .map((throws, index) => told(`n${index}`, throws));

/** The hashes of the best chain, and of lower ones below it, by walking from parent to parent. */
export const canonicalOf = (lines: ReadonlyArray<ToldBlock>): ReadonlyArray<string> => {
  const inOrder = [...lines].sort((a, b) => a.toldAtS - b.toldAtS);
  const blocks = new Map(inOrder.map((line) => [line.hash, line]));
  const hasHeir = new Set(
    [...blocks.values()].filter(({ isStale }) => !isStale).map(({ parent }) => parent),
  );
  const tips = [...blocks.values()]
    .filter(({ hash, isStale }) => !isStale && !hasHeir.has(hash))
    .sort((a, b) => b.height - a.height || b.toldAtS - a.toldAtS);
  const canonical: Array<string> = [];
  let below = Number.POSITIVE_INFINITY;
  for (const tip of tips) {
    let lowest = tip.height;
    for (let at: ToldBlock | undefined = tip; at !== undefined; at = blocks.get(at.parent ?? '')) {
      if (at.height < below) canonical.push(at.hash);
      lowest = at.height;
    }
    below = Math.min(below, lowest - 1);
  }
  return canonical.sort();
};

const literal = (value: string | number | boolean | null): string =>
  typeof value === 'string' ? `'${value}'` : String(value);
const instant = (seconds: number): string => `to_timestamp(${seconds}) AT TIME ZONE 'UTC'`;

/** A statement that loads the blocks into the raw table, each history as a network of its own. */
export const insertTold = (
  histories: ReadonlyArray<ReadonlyArray<ToldBlock>>,
  piece: number,
): string => {
  const rows = histories.flatMap((history, network) =>
    history.flatMap((block, index) =>
      block.piece === piece ? [rowOf(`n${network}`, index + 1, block)] : [],
    ),
  );
  return `
    INSERT INTO raw.block_metadata (event_id, event_type, layout, source, network, producer_id, producer_version,
      schema_version, origin, path, epoch_id, frame_no,
      ordinal, observed_at, block_hash, height, previous_block_hash, mined_at, stale, transactions, size_bytes, weight,
      total_fees_sats, payload_sha256, payload, _file, _file_row, _loaded_at)
    VALUES ${rows.join(',\n')}`;
};

const rowOf = (network: string, ordinal: number, block: ToldBlock): string => {
  const extras = block.pool === null ? null : { pool: { slug: block.pool, name: block.pool } };
  const texts = [
    `${network}-${ordinal}`,
    'BlockObserved',
    'mempool/2024-04',
    'mempool.space',
    network,
  ];
  return `(${[
    ...[...texts, 'by hand', '0'].map(literal),
    1,
    ...['live', '/api/v1/blocks', network].map(literal),
    ordinal,
    ordinal,
    instant(block.toldAtS),
    literal(block.hash),
    block.height,
    literal(block.parent),
    instant(block.minedAtS),
    block.isStale,
    2 + (block.height % 3),
    1000,
    4000 + block.height,
    literal(block.feesSats),
    literal(`${block.hash} ${block.isStale}`),
    literal(JSON.stringify({ extras })),
    literal('file'),
    ordinal,
    `timestamp '2026-11-21 00:00:00' + interval ${block.piece} hour`,
  ].join(', ')})`;
};
