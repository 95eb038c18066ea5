import { weightOf } from '../codec/units.ts';
import type { Row as WireRow } from '../wire/mempool/2024-04/projected-block.ts';

/** One transaction of a projected block. */
export interface Row {
  readonly feeSats: number;
  /** Weight units; four times the virtual size, so an integer. */
  readonly weight: number;
  readonly valueSats: number;
  /** Effective rate in sat/vB, with the packages it belongs to. */
  readonly rate: number;
  /** Bit set up to 2^44: no 32-bit operators. */
  readonly flags: number;
  /** Unix seconds; 0 is unknown. */
  readonly firstSeenS: number;
  readonly accelerated: boolean;
}

export const rowOf = ([
  ,
  feeSats,
  vsize,
  valueSats,
  rate,
  flags,
  firstSeenS,
  acc,
]: WireRow): Row => ({
  feeSats,
  weight: weightOf(vsize),
  valueSats,
  rate,
  flags,
  firstSeenS,
  accelerated: acc === 1,
});

/** Written out: a spread takes several times as long. */
export const repriced = (row: Row, rate: number, flags: number, accelerated: boolean): Row => ({
  feeSats: row.feeSats,
  weight: row.weight,
  valueSats: row.valueSats,
  rate,
  flags,
  firstSeenS: row.firstSeenS,
  accelerated,
});
