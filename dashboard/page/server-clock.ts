/** An answer is dated in whole seconds, and the date may be a little old when it is sent. */
const DATE_WITHIN_MS = 1000;

/**
 * How far the clock of the program is ahead of this browser's, in milliseconds; 0 where it is no further than can be
 * told, null where the program does not answer.
 */
export const measureServerAhead = async (): Promise<number | null> => {
  const askedMs = Date.now();
  const answer = await fetch('/api/state', { method: 'HEAD' }).catch(() => null);
  const answeredMs = Date.now();
  const datedMs = Date.parse(answer?.headers.get('date') ?? '');
  if (Number.isNaN(datedMs)) return null;
  const aheadMs = datedMs + DATE_WITHIN_MS / 2 - (askedMs + answeredMs) / 2;
  return Math.abs(aheadMs) <= DATE_WITHIN_MS + answeredMs - askedMs ? 0 : aheadMs;
};
