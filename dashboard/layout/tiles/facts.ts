import type { BlockTotals, Standing, TilesEvent } from './wire.ts';

/** What is true of a whole picture. */
export interface PictureFacts extends Standing {
  readonly at: string;
  readonly sequence: number | null;
  readonly totals: BlockTotals;
  readonly grid: { readonly columns: number; readonly rows: number };
  readonly edges: ReadonlyArray<number>;
}

/** The facts after one event; null before the first snapshot. */
export const factsAfter = (facts: PictureFacts | null, event: TilesEvent): PictureFacts | null => {
  if (event.tag === 'snapshot') {
    const { at, level, cause, sequence, totals, grid, edges } = event;
    return { at, level, cause, sequence, totals, grid, edges };
  }
  if (facts === null || event.tag === 'mined') return facts;
  const { at, level, cause } = event;
  if (event.tag === 'standing') return { ...facts, at, level, cause };
  return { ...facts, at, level, cause, sequence: event.sequence, totals: event.totals };
};
