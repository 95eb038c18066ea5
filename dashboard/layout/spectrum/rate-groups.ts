import { BINS, BINS_PER_DECADE, rateOfBin } from './bins.ts';

/** Some bins taken together, for a table: a third of a factor of ten each, all below 1 and from 100 on in one. */
export interface RateGroup {
  readonly fromBin: number;
  readonly toBin: number;
  /** `2.2 to 4.6` */
  readonly name: string;
}

const BELOW = BINS_PER_DECADE;
const ABOVE = 3 * BINS_PER_DECADE;
const WIDTH = BINS_PER_DECADE / 3;

const rounded = (bin: number): string => String(Number(rateOfBin(bin).toPrecision(2)));

export const rateGroups: ReadonlyArray<RateGroup> = [
  { fromBin: 0, toBin: BELOW, name: 'below 1' },
  ...Array.from({ length: (ABOVE - BELOW) / WIDTH }, (_, index) => BELOW + index * WIDTH).map(
    (fromBin) => ({
      fromBin,
      toBin: fromBin + WIDTH,
      name: `${rounded(fromBin)} to ${rounded(fromBin + WIDTH)}`,
    }),
  ),
  { fromBin: ABOVE, toBin: BINS, name: '100 and more' },
];

export const vsizeIn = (
  vsizeVbytes: ReadonlyArray<number>,
  { fromBin, toBin }: Pick<RateGroup, 'fromBin' | 'toBin'>,
): number => vsizeVbytes.slice(fromBin, toBin).reduce((sum, vbytes) => sum + vbytes, 0);
