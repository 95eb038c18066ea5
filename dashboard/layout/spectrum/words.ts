import { causeInWords, rate } from '../words.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const counted = (count: number, name: string): string =>
  `${count} ${count === 1 ? name : `${name}s`}`;

/** `22 seconds ago`, `3 minutes ago`, `1 hour 5 minutes ago`: whole words, since they are read aloud. */
export const agoInWords = (ms: number): string => {
  const span = Math.max(0, ms);
  if (span < MINUTE) return `${counted(Math.floor(span / SECOND), 'second')} ago`;
  if (span < HOUR) return `${counted(Math.floor(span / MINUTE), 'minute')} ago`;
  const minutes = Math.floor((span % HOUR) / MINUTE);
  const hours = counted(Math.floor(span / HOUR), 'hour');
  return minutes === 0 ? `${hours} ago` : `${hours} ${counted(minutes, 'minute')} ago`;
};

/** Causes that storage alone gives, each as the end of a sentence that begins "Not known:". */
const ofStorage: Readonly<Record<string, string>> = {
  'not-known-yet': 'the tables do not reach this moment yet',
  'no-base': 'no complete snapshot before this moment, or one of another block since',
  'no-sequence': 'the messages had no sequence, and nothing checks that none is missing',
  'not-kept': 'the transactions of so long ago are no longer kept',
  outside: 'nothing had been recorded then',
  future: 'this moment has not come yet',
};

/** A cause of a moment that is past, in words. */
export const whyNotKnown = (cause: string | null): string =>
  cause === null ? causeInWords(cause) : (ofStorage[cause] ?? causeInWords(cause));

/** What is known of one moment. */
export interface MomentTold {
  readonly level: 'verified' | 'contiguous' | 'unknown';
  readonly cause: string | null;
  /** In sat/vB; null for an empty block. */
  readonly lowestRate: number | null;
}

/** `lowest rate 4.57, verified`, or why nothing is known. */
export const trustInWords = ({ level, cause, lowestRate }: MomentTold): string =>
  level === 'unknown'
    ? `not known: ${whyNotKnown(cause)}`
    : `${lowestRate === null ? 'an empty block' : `lowest rate ${rate(lowestRate)}`}, ${level}`;
