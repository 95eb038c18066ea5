import type { Departure } from '../tiles/wire.ts';
import { change as signed, whole } from '../words.ts';
import type { Change } from './change.ts';

/** Why a transaction left, in the order in which it is told. */
export const departures: ReadonlyArray<readonly [why: Departure, words: string]> = [
  ['mined', 'mined'],
  ['replaced', 'replaced'],
  ['pushed-out', 'pushed out'],
  ['unknown', 'unknown why'],
];

/** `3 mined, 1 replaced, 1 pushed out`; empty where none left. */
const reasons = ({ leftBecause }: Change): string =>
  departures
    .filter(([why]) => leftBecause[why] > 0)
    .map(([why, words]) => `${whole(leftBecause[why])} ${words}`)
    .join(', ');

/** `6 in, 5 out (3 mined, 2 replaced), 2 re-priced, fees +4,561 sats` */
export const sentenceOf = (change: Change): string => {
  const why = reasons(change);
  return [
    `${whole(change.came)} in`,
    why === '' ? '0 out' : `${whole(change.left)} out (${why})`,
    `${whole(change.repriced)} re-priced`,
    `fees ${signed(change.feeSatsDelta)} sats`,
  ].join(', ');
};
