import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

/** A model or test that did not come out well. */
export interface DbtResult {
  readonly name: string;
  readonly status: string;
  readonly message: string | null;
}

/** What the worker answers to one command. */
export interface DbtAnswer {
  readonly ok: boolean;
  readonly elapsedMs: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly failed: ReadonlyArray<DbtResult>;
  readonly message: string | null;
}

const maybeText = t.union([t.string, t.null]);

const Readiness = t.union([
  t.type({ ready: t.literal(true) }),
  t.type({ ready: t.literal(false), message: t.string }),
]);

const Answer = t.type({
  id: t.union([t.number, t.null]),
  ok: t.boolean,
  elapsed_ms: t.number,
  counts: t.record(t.string, t.number),
  failed: t.array(t.type({ name: t.string, status: t.string, message: maybeText })),
  message: maybeText,
});

const parsed = <A>(codec: t.Type<A, unknown>, line: string): E.Either<string, A> => {
  const rubbish = (): string =>
    `dbt's worker said something that is no answer: ${line.slice(0, 200)}`;
  const json = E.tryCatch((): unknown => JSON.parse(line), rubbish);
  return E.isLeft(json) ? json : E.mapLeft(rubbish)(codec.decode(json.right));
};

/** Reads the worker's first line. */
export const readinessOf = (line: string): E.Either<string, true> => {
  const readiness = parsed(Readiness, line);
  if (E.isLeft(readiness)) return readiness;
  return readiness.right.ready
    ? E.right(true)
    : E.left(`dbt did not start: ${readiness.right.message}`);
};

/** Reads the answer to the command with this number. */
export const answerOf = (line: string, id: number): E.Either<string, DbtAnswer> => {
  const answer = parsed(Answer, line);
  if (E.isLeft(answer)) return answer;
  const { elapsed_ms: elapsedMs, ...rest } = answer.right;
  if (rest.id !== id)
    return E.left(`dbt's worker answered another command than asked: ${line.slice(0, 200)}`);
  return E.right({ ...rest, elapsedMs });
};
