import { totalLengthOf, type Range } from '../poller/chain/ranges.ts';
import { failure, type CliFault } from './command.ts';

/** What became of a range of blocks or of hours; the shape is public. */
export interface Filled extends Range {
  /** How many lie in the range. */
  readonly asked: number;
  /** In the lake before this run. */
  readonly alreadyHeld: number;
  readonly written: number;
  /** Did not decode and lie in quarantine, highest first. */
  readonly holes: ReadonlyArray<Range>;
  /** Neither held nor holes. */
  readonly left: number;
  readonly requests: number;
}

/** Why a fill ended before it was whole. */
export type Ending = 'stopped' | 'finished' | { readonly message: string };

/** What is filled in, in the plural, and how one of it is named. */
export interface Unit {
  readonly many: string;
  readonly named: (at: number) => string;
}

const AGAIN = 'the same command goes on from there';

const inWords = (ranges: ReadonlyArray<Range>, named: Unit['named']): string =>
  ranges
    .map(({ from, to }) => (from === to ? named(from) : `${named(from)} to ${named(to)}`))
    .join(', ');

/** What is to be said of a fill that is not whole; null: it is. */
export const faultOf = (
  { asked, left, holes }: Filled,
  ending: Ending,
  { many, named }: Unit,
): CliFault | null => {
  const rest = `${left} of ${asked} ${many} are left; ${AGAIN}`;
  if (ending === 'stopped' && left > 0) return failure(`stopped; ${rest}`);
  if (typeof ending === 'object') return failure(`${ending.message}; ${rest}`);
  if (holes.length > 0) {
    const count = totalLengthOf(holes);
    return failure(
      `${count} of ${asked} ${many} did not decode and lie in quarantine (${inWords(holes, named)}); the same command asks for them again`,
    );
  }
  return left > 0 ? failure(`the source did not give all ${many}: ${rest}`) : null;
};

/** What a backfill did; null: there was nothing to do. The shape is public. */
export interface BackfillDocument {
  readonly blocks: Filled | null;
  readonly prices: (Filled & { readonly without: number }) | null;
  /** All that were made, also to find the range, and those that failed. */
  readonly requests: number;
  readonly seconds: number;
}

const filledInWords = ({ asked, alreadyHeld, written }: Filled, many: string): string =>
  `${asked} ${many} asked for: ${alreadyHeld} held already, ${written} written`;

export const documentInWords = ({ blocks, prices, requests, seconds }: BackfillDocument): string =>
  [
    ...(blocks === null ? [] : [filledInWords(blocks, 'blocks')]),
    ...(prices === null
      ? []
      : [`${filledInWords(prices, 'hours of prices')}, ${prices.without} without a price`]),
    ...(blocks === null && prices === null ? ['nothing lies in the range'] : []),
    `${requests} requests in ${seconds.toFixed(1)} s`,
  ].join('\n');
