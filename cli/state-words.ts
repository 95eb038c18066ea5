import { causeInWords } from '../dashboard/layout/words.ts';
import type { Reach, StateDocument, StateFigures, StateGap, StateRow } from './state-figures.ts';

const inGap = (at: string, gapId: string | null, gap: StateGap): string => {
  const { cause, after, before } = gap;
  const since = after === null ? 'from the beginning' : `after ${after}`;
  const until = before === null ? 'still open' : `until ${before}`;
  const where =
    before === null || at < before ? 'inside a gap' : 'after a gap that no snapshot has ended here';
  return `not known: ${where} (${cause}): ${causeInWords(cause)}; ${since}, ${until}; gap ${gapId}`;
};

const whyUnknown = (figures: StateFigures, { firstAt, lastAt }: Reach): string => {
  const { at, cause, gapId, gap } = figures;
  if (gap !== null) return inGap(at, gapId, gap);
  switch (cause) {
    case 'future':
      return 'not known: this moment is in the future';
    case 'outside':
      return `not known: the data begin at ${firstAt}`;
    case 'not-known-yet':
      return at >= lastAt
        ? `not known yet: the newest line is of ${lastAt}`
        : 'not known yet: the lines up to the first one after this moment are not all there';
    case 'no-base':
      return 'not known: no snapshot of the next block before this moment, or one of another block since';
    case 'no-sequence':
      return 'not known: the messages had no sequence, and nothing checks that none is missing';
    case null:
    default:
      return `not known: ${causeInWords(cause)} (${cause})`;
  }
};

/** Why the answer is what it is, in a sentence. */
export const whyOf = (figures: StateFigures, reach: Reach): string => {
  switch (figures.level) {
    case 'verified':
      return 'verified: the totals that the source stated, or the rows of a fresh snapshot, agree';
    case 'contiguous':
      return 'contiguous: nothing is missing, and nothing was there to check it by';
    case 'unknown':
      return whyUnknown(figures, reach);
  }
};

const columns: ReadonlyArray<readonly [title: string, of: (row: StateRow) => string | number]> = [
  ['sat/vB', ({ rate }) => rate],
  ['fee sat', ({ feeSats }) => feeSats],
  ['vB', ({ vsizeVbytes }) => vsizeVbytes],
  ['value sat', ({ valueSats }) => valueSats],
  ['flags', ({ flags }) => flags],
  ['first seen', ({ firstSeenAt }) => firstSeenAt ?? '–'],
  ['', ({ accelerated }) => (accelerated ? 'accelerated' : '')],
];

/** The transactions as a table, one a line, the txid first. */
const tableOf = (rows: ReadonlyArray<StateRow>): ReadonlyArray<string> => {
  const cells = columns.map(([title, of]) => [title, ...rows.map((row) => String(of(row)))]);
  const padded = cells.map((column) => {
    const width = column.reduce((most, cell) => Math.max(most, cell.length), 0);
    return column.map((cell) => cell.padStart(width));
  });
  return ['txid'.padEnd(64), ...rows.map(({ txid }) => txid)].map((txid, line) =>
    [txid, ...padded.map((column) => column[line])].join('  ').trimEnd(),
  );
};

/** The answer as a person reads it. */
export const inWords = (document: StateDocument): string => {
  const { at, level, transactions, feeSats, weight, why, rows } = document;
  const { lowestRate, p10Rate, medianRate, p90Rate } = document;
  if (level === 'unknown') return `${at}: ${why}`;
  const totals = `${at}: ${transactions} transactions, ${weight} weight units, ${feeSats} sat in fees`;
  const rates = `sat/vB by weight: lowest ${lowestRate}, p10 ${p10Rate}, median ${medianRate}, p90 ${p90Rate}`;
  const figures = `${transactions === 0 ? totals : `${totals}, ${rates}`} (${level})`;
  const isListed = rows !== undefined && rows !== null && rows.length > 0;
  return [figures, ...(isListed ? tableOf(rows) : [])].join('\n');
};
