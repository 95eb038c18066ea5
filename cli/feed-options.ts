import * as E from 'fp-ts/lib/Either.js';
import { DEFAULT_AUDIT_MINUTES } from '../listener/config.ts';
import { wholeNumber, type CliFault } from './command.ts';

const A_DAY = 24 * 60;

/** What of the feed can be chosen. */
export interface FeedChoice {
  /** Whether `mempool-txids` is asked for. */
  readonly transactionsMoved: boolean;
  /** Time between two audits; null: none. */
  readonly auditEveryMs: number | null;
}

/** A recording answers nothing. */
export const recordedFeed: FeedChoice = { transactionsMoved: true, auditEveryMs: null };

export const feedOptions = {
  'no-txids': { type: 'boolean', default: false },
  'audit-minutes': { type: 'string' },
} as const;

export const feedHelp = `  --no-txids        do not ask for the txids that came, left and were mined
  --audit-minutes N how often a fresh snapshot is asked for and compared (default ${DEFAULT_AUDIT_MINUTES}; 0: never);
                    at ${DEFAULT_AUDIT_MINUTES} it costs the public service some 70 MB a day`;

export const feedChoice = (auditMinutes: number, noTxids: boolean): FeedChoice => ({
  transactionsMoved: !noTxids,
  auditEveryMs: auditMinutes === 0 ? null : auditMinutes * 60_000,
});

export const feedOf = (options: {
  readonly 'no-txids': boolean;
  readonly 'audit-minutes'?: string | undefined;
}): E.Either<CliFault, FeedChoice> =>
  E.map((minutes: number) => feedChoice(minutes, options['no-txids']))(
    wholeNumber('--audit-minutes', options['audit-minutes'], {
      min: 0,
      max: A_DAY,
      default: DEFAULT_AUDIT_MINUTES,
    }),
  );
