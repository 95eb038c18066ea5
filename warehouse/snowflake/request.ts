import { setTimeout as pause } from 'node:timers/promises';
import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { firstLine } from '../failure.ts';
import type { QueryError } from '../query-port.ts';
import { Refusal } from './answers.ts';
import type { Credential } from './token.ts';

/** One request to the account. */
interface Asked {
  readonly method: 'GET' | 'POST';
  /** Below `/api/v2/statements`. */
  readonly path: string;
  readonly body?: unknown;
}

export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

/** Sends one request; left is a sentence in which no token is. */
export type Send = (asked: Asked) => Promise<E.Either<QueryError, Answered>>;

/** An answer takes 45 s at most, then the statement goes on without us waiting. */
const PATIENCE_MS = 60_000;

/** Busy, or out of order for a moment; the id of the request lets Snowflake run it once. */
const isPassing = (status: number): boolean => [429, 502, 503, 504].includes(status);

const failed = (message: string): E.Either<QueryError, never> => E.left({ tag: 'failed', message });

export interface SendOptions {
  readonly url: string;
  readonly credential: () => Promise<Credential>;
  /** Pauses before the second, third, … time. */
  readonly pausesMs: ReadonlyArray<number>;
}

/** Null: none, as of what stands before an account that is not there. */
const jsonIn = (text: string): unknown =>
  E.getOrElse<unknown, unknown>(() => null)(E.tryCatch((): unknown => JSON.parse(text), E.toError));

/** Sends to the account over TLS, to no other address if that one points elsewhere. */
export const sender = ({ url, credential, pausesMs }: SendOptions): Send => {
  const once = async ({ method, path, body }: Asked): Promise<Answered> => {
    const { token, type } = await credential();
    const response = await fetch(`${url}/api/v2/statements${path}`, {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: {
        authorization: `Bearer ${token}`,
        'x-snowflake-authorization-token-type': type,
        accept: 'application/json',
        'content-type': 'application/json',
        'user-agent': 'bitcoin-pipeline',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: jsonIn(text) };
  };

  return async (asked) => {
    for (let attempt = 0; ; attempt += 1) {
      const answer = await once(asked).then(E.right, E.left);
      const pauseMs = pausesMs[attempt];
      if (pauseMs === undefined || (E.isRight(answer) && !isPassing(answer.right.status)))
        return E.isRight(answer)
          ? answer
          : failed(`Snowflake can't be reached at ${url}: ${firstLine(answer.left)}`);
      await pause(pauseMs);
    }
  };
};

/** Why an answer is none, in words. */
export const refusalOf = ({ status, body }: Answered): E.Either<QueryError, never> => {
  const told = Refusal.decode(body);
  const said = E.isRight(told)
    ? `${told.right.code} ${firstLine(told.right.message)}`
    : `HTTP ${status}`;
  switch (status) {
    case 401:
    case 403:
      return failed(
        `Snowflake refuses the key (${said}); check account, user and role, and that RSA_PUBLIC_KEY of the user belongs to the key, or its WORKLOAD_IDENTITY to the workflow.`,
      );
    case 408:
      return failed('Snowflake took longer than the statement may take, and has ended it.');
    case 422:
      return failed(`the query failed: ${said}`);
    default:
      return failed(`Snowflake answers with HTTP ${status}${E.isRight(told) ? ` ${said}` : ''}`);
  }
};

/** The body as the codec has it. */
export const decoded = <A>(codec: t.Type<A, unknown>, body: unknown): E.Either<QueryError, A> => {
  const known = codec.decode(body);
  return E.isRight(known)
    ? known
    : failed('Snowflake answers in a form that this program does not know.');
};
