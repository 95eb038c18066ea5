import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { QueryPort } from '../../../warehouse/query-port.ts';
import { PoolShare, type PoolsAnswer } from './answers.ts';
import type { Range } from './range.ts';
import { spanOf, type Asked } from './span.ts';

const { share: _, ...figures } = PoolShare.props;
const Row = t.type(figures);

const blocksByPool = `
  select
    pool_name as "pool",
    count(*) as "blocks",
    case when count(total_fees_sats) = count(*) then sum(total_fees_sats) end as "feeSats"
  from gold.block_statistics
  where height between ? and ?
  group by 1
  order by 2 desc, 1
  limit 1000`;

/** Who mined the blocks of a range, most blocks first. */
export const poolsIn = async (
  port: QueryPort,
  range: Range,
): Asked<Omit<PoolsAnswer, 'builtAt'>> => {
  const span = await spanOf(port, range);
  if (E.isLeft(span)) return span;
  if (span.right === null) return E.right({ range, blocks: 0, pools: [] });
  const rows = await port.query(blocksByPool, [span.right.fromHeight, span.right.toHeight], Row);
  if (E.isLeft(rows)) return rows;
  const blocks = rows.right.reduce((sum, pool) => sum + pool.blocks, 0);
  const pools = rows.right.map((pool) => ({ ...pool, share: pool.blocks / blocks }));
  return E.right({ range, blocks, pools });
};
