import { instantOf, ratesOf, type Answer } from '@bitcoin-pipeline/model';

/** The answer as it is printed; numbers are null where the block is not known. */
export interface StateSummary {
  readonly at: string;
  readonly level: 'verified' | 'contiguous' | 'unknown';
  readonly cause: string | null;
  readonly epochId: string | null;
  readonly sequence: number | null;
  readonly transactions: number | null;
  readonly feeSats: number | null;
  readonly weight: number | null;
  readonly lowestRate: number | null;
  readonly medianRate: number | null;
}

export const summaryOf = (answer: Answer, atMs: number): StateSummary => {
  const at = instantOf(atMs);
  switch (answer.tag) {
    case 'known':
      return {
        at,
        level: answer.level,
        cause: null,
        epochId: answer.epochId,
        sequence: answer.sequence,
        ...answer.block.totals,
        ...ratesOf(answer.block.rows.values()),
      };
    case 'unknown':
      return {
        at,
        level: 'unknown',
        cause: answer.cause,
        epochId: answer.epochId,
        sequence: null,
        transactions: null,
        feeSats: null,
        weight: null,
        lowestRate: null,
        medianRate: null,
      };
  }
};
