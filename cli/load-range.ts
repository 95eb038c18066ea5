import { instantOf } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import type { LakeRange } from '../warehouse/lake-range.ts';
import { misuse, type CliFault } from './command.ts';

/** The options `--from` and `--to`, either of which may be left out. */
interface Bounds {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const told = (unixMs: number): string => instantOf(unixMs).replace('.000Z', 'Z');

const heldInWords = (held: LakeRange | undefined): string =>
  held === undefined
    ? 'the lake holds nothing yet'
    : `the lake holds ${told(held.fromMs)} to ${told(held.toMs)}`;

/** A day that there is: `2026-02-30` is read as the second of March elsewhere. */
const isDay = (day: string): boolean => {
  const midnightMs = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(midnightMs) && instantOf(midnightMs).startsWith(day);
};

/** A day, which begins at midnight in UTC, or an instant with its zone, as Unix milliseconds. */
export const momentOf = (text: string): number | undefined => {
  const [, day = '', time] = /^(\d{4}-\d{2}-\d{2})(T.+(?:Z|[+-]\d{2}:\d{2}))?$/.exec(text) ?? [];
  const unixMs = isDay(day) ? Date.parse(time === undefined ? `${day}T00:00:00Z` : text) : NaN;
  return Number.isNaN(unixMs) ? undefined : unixMs;
};

const boundOf = (
  option: '--from' | '--to',
  text: string | undefined,
  otherwise: number,
): E.Either<string, number> => {
  const unixMs = text === undefined ? otherwise : momentOf(text);
  return unixMs === undefined
    ? E.left(
        `${option} takes a day or an instant such as 2026-11-21 or 2026-11-21T05:00:00Z, not "${text}"`,
      )
    : E.right(unixMs);
};

const rangeOf = (
  { from, to }: Bounds,
  held: LakeRange | undefined,
): E.Either<string, LakeRange> => {
  const fromMs = boundOf('--from', from, -Infinity);
  if (E.isLeft(fromMs)) return fromMs;
  const toMs = boundOf('--to', to, Infinity);
  if (E.isLeft(toMs)) return toMs;
  if (fromMs.right >= toMs.right) return E.left('--from has to lie before --to');
  if (held === undefined || fromMs.right >= held.toMs || toMs.right <= held.fromMs)
    return E.left('nothing lies between --from and --to');
  return E.right({ fromMs: fromMs.right, toMs: toMs.right });
};

/** The range asked for, which some of what the lake holds has to lie in. */
export const rangeAsked = (
  bounds: Bounds,
  held: LakeRange | undefined,
): E.Either<CliFault, LakeRange> =>
  E.mapLeft((fault: string) => misuse(`${fault}; ${heldInWords(held)}`))(rangeOf(bounds, held));
