/** Set for the whole by `npm run test:whole`, which runs the files that import this. */
const asked = process.env['TESTS'];
if (asked !== undefined && asked !== 'whole')
  throw new Error(`TESTS is "whole" or not set, not "${asked}"`);

export const isWhole = asked === 'whole';

interface Counts {
  readonly whole: number;
  /** In `npm test`. */
  readonly short: number;
}

/** So many of what is tried at random. */
export const howMany = ({ whole, short }: Counts): number => (isWhole ? whole : short);
