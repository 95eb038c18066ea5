import * as E from 'fp-ts/lib/Either.js';
import type { Build, QueryError, QueryPort } from './query-port.ts';

export interface RememberedOptions {
  /** How long a build is taken for the newest without asking again. */
  readonly buildGoodForMs: number;
  /**
   * Answers kept at once.
   * @default 200
   */
  readonly answersKept?: number;
  /** @default a clock that never steps back */
  readonly nowMs?: () => number;
}

type Answer = Promise<E.Either<QueryError, ReadonlyArray<unknown>>>;

/**
 * The same port, asked again only after a new build: an answer is kept by the build's id, the text and its values.
 * Two who ask the same at once share one question. A failure is not kept. One text belongs to one codec.
 */
export const remembered = (
  port: QueryPort,
  { buildGoodForMs, answersKept = 200, nowMs = () => performance.now() }: RememberedOptions,
): QueryPort => {
  let build: { readonly asked: ReturnType<QueryPort['buildOf']>; readonly untilMs: number } | null =
    null;
  let answersOf: string | null = null;
  const answers = new Map<string, Answer>();

  const forgetFailed = async (asked: ReturnType<QueryPort['buildOf']>): Promise<void> => {
    if (E.isLeft(await asked) && build?.asked === asked) build = null;
  };

  const buildOf = (): Promise<E.Either<QueryError, Build>> => {
    if (build !== null && nowMs() < build.untilMs) return build.asked;
    const asked = port.buildOf();
    build = { asked, untilMs: nowMs() + buildGoodForMs };
    void forgetFailed(asked);
    return asked;
  };

  /** Forgets what was answered of an older build. */
  const turnTo = (id: string): void => {
    if (id === answersOf) return;
    answersOf = id;
    answers.clear();
  };

  const keep = async (key: string, answer: Answer): Promise<void> => {
    const [oldest] = answers.keys();
    if (answers.size >= answersKept && oldest !== undefined) answers.delete(oldest);
    answers.set(key, answer);
    if (E.isLeft(await answer) && answers.get(key) === answer) answers.delete(key);
  };

  const query: QueryPort['query'] = async <A>(
    ...[sql, parameters, row]: Parameters<typeof port.query<A>>
  ) => {
    const known = await buildOf();
    if (E.isLeft(known)) return known;
    turnTo(known.right.id);
    const key = JSON.stringify([sql, parameters]);
    const kept = answers.get(key);
    if (kept !== undefined) return kept as Promise<E.Either<QueryError, ReadonlyArray<A>>>;
    const answer = port.query(sql, parameters, row);
    void keep(key, answer);
    return answer;
  };

  return { query, buildOf, close: port.close };
};
