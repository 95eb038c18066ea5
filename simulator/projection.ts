import type { Row } from './cluster.ts';
import { difference, rowTuple } from './rows.ts';
import { part, type Part } from './wire.ts';

/** The rows of each projected block. */
export type Templates = ReadonlyArray<ReadonlyArray<Row>>;

/** What one rebuild of the templates changed. */
export interface Rebuild {
  readonly before: Templates;
  readonly after: Templates;
}

/** A snapshot where a block left mostly other rows, else the difference. None about a block that is gone. */
export const projectedParts = (
  { before, after }: Rebuild,
  sequence: number,
  cause: 'block' | 'mempool',
): ReadonlyArray<Part> =>
  after.map((rows, index) =>
    part(`block-${index}`, 'projected-block-transactions', () => {
      const delta = difference(before[index] ?? [], rows);
      const isSnapshot = cause === 'block' && delta.added.length > rows.length / 2;
      return isSnapshot
        ? { index, sequence, blockTransactions: rows.map(rowTuple) }
        : { index, sequence, delta };
    }),
  );
