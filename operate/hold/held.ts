import * as E from 'fp-ts/lib/Either.js';
import * as J from 'fp-ts/lib/Json.js';
import * as t from 'io-ts';

/** Who is at work on an environment. */
export const Hold = t.strict({
  /** Told from every other. */
  id: t.string,
  operation: t.string,
  who: t.string,
  /** ISO 8601. */
  since: t.string,
  /** Renewed while the work goes on: a job that was killed holds nothing for longer. */
  until: t.string,
});
export type Hold = t.TypeOf<typeof Hold>;

/** What the document holds. Null: nobody. */
const Holding = t.union([Hold, t.null]);

export const LEASE_MS = 10 * 60_000;

/** Left: the text is not of this program. */
export const readHold = (text: string | null): E.Either<string, Hold | null> => {
  if (text === null) return E.right(null);
  const json = E.mapLeft(() => 'it is no JSON')(J.parse(text));
  if (E.isLeft(json)) return json;
  return E.mapLeft(() => 'it is not as this program writes it')(Holding.decode(json.right));
};

export const writtenHold = (hold: Hold | null): string => `${JSON.stringify(hold)}\n`;

export const isOver = (hold: Hold, nowMs: number): boolean => Date.parse(hold.until) <= nowMs;

/** A new one, or the same for longer. */
export const renewed = (hold: Omit<Hold, 'until'>, nowMs: number): Hold => ({
  ...hold,
  until: new Date(nowMs + LEASE_MS).toISOString(),
});

/**
 * Whether it may be taken. Left: one line that says who is at work, and the way out.
 * @param endsOther an operation whose hold is ended rather than heeded
 */
export const mayTake = (
  held: Hold | null,
  environment: string,
  endsOther: string | null,
  nowMs: number,
): E.Either<string, void> =>
  held === null || isOver(held, nowMs) || held.operation === endsOther
    ? E.right(undefined)
    : E.left(
        `${held.operation} by ${held.who} is at work on ${environment} since ${held.since}: wait until it has ended; had its job been killed, its hold would end by itself at ${held.until}`,
      );
