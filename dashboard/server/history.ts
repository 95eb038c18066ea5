import { mapLeft } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { QueryPort } from '../../warehouse/query-port.ts';
import type { BlockRow, HistoryPort } from './ports.ts';
import { known } from './known.ts';

/** A row of the query below. A DECIMAL is asked for as a DOUBLE: it is drawn, not added up. */
const Row: t.Type<BlockRow, unknown> = t.type({
  height: t.number,
  hash: t.string,
  minedAt: t.string,
  transactions: t.number,
  sizeBytes: t.number,
  weight: t.number,
  feeSats: known(t.number),
  medianRate: known(t.number),
  pool: known(t.string),
  intervalSeconds: known(t.number),
});

const recentBlocks = `
  SELECT
    height,
    block_hash AS hash,
    mined_at AS "minedAt",
    transactions,
    size_bytes AS "sizeBytes",
    weight,
    total_fees_sats AS "feeSats",
    CAST(median_rate AS DOUBLE) AS "medianRate",
    pool_name AS pool,
    interval_seconds AS "intervalSeconds"
  FROM gold.block_statistics
  ORDER BY height DESC
  LIMIT ?`;

/** The history as the warehouse published it last. A lake has one network, so none is asked for. */
export const historyOf = (reader: Pick<QueryPort, 'query'>): HistoryPort => ({
  recentBlocks: async (limit) =>
    mapLeft(({ message }: { readonly message: string }) => message)(
      await reader.query(recentBlocks, [limit], Row),
    ),
});
