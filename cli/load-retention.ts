import * as E from 'fp-ts/lib/Either.js';
import { wholeNumber, type CliFault } from './command.ts';

/** Late lines and the tables' look-back need as many. */
const LEAST_DAYS = 3;
const MOST_DAYS = 36_500;

export const retentionOptions = {
  'keep-raw-days': { type: 'string' },
} as const;

export const retentionHelp = `  --keep-raw-days N rows of raw.mempool_block that were received and loaded more than N days ago are
                    removed (N from ${LEAST_DAYS}; default: kept for ever); the lake keeps them`;

/** How long raw rows of the next block are kept; nothing where that is for ever. */
export const retentionOf = (options: {
  readonly 'keep-raw-days'?: string | undefined;
}): E.Either<CliFault, { readonly keepRawDays?: number }> => {
  const text = options['keep-raw-days'];
  if (text === undefined) return E.right({});
  const range = { min: LEAST_DAYS, max: MOST_DAYS, default: LEAST_DAYS };
  return E.map((keepRawDays: number) => ({ keepRawDays }))(
    wholeNumber('--keep-raw-days', text, range),
  );
};

/** What was removed, in words; null where nothing was. */
export const trimmedWords = (rows: number): string | null =>
  rows === 0
    ? null
    : `${rows} old rows left raw.mempool_block; load --from --to brings them back from the lake`;
