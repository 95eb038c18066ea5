import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import * as E from 'fp-ts/lib/Either.js';
import type { JsonValue } from '../json-value.ts';
import type { QueryError, QueryParameters } from '../query-port.ts';
import { Finished, Partition, Running, rowsOf } from './answers.ts';
import type { SnowflakeConfig } from './config.ts';
import { decoded, refusalOf, type Answered, type Send } from './request.ts';

export type Rows = ReadonlyArray<Readonly<Record<string, JsonValue>>>;

/** Snowflake ends a statement that takes longer; a page is not worth more. */
const TIME_LIMIT_S = 60;
/** Between two looks at a statement that is still running. */
const LOOK_EVERY_MS = 500;
/** After this we ask for its end ourselves. */
const GIVEN_UP_AFTER_MS = (TIME_LIMIT_S + 15) * 1000;

const binding = (value: QueryParameters[number]): { type: string; value: string | null } => {
  const text = value === null ? null : String(value);
  if (typeof value === 'boolean') return { type: 'BOOLEAN', value: text };
  if (typeof value !== 'number') return { type: 'TEXT', value: text };
  return { type: Number.isInteger(value) ? 'FIXED' : 'REAL', value: text };
};

const bodyOf = (
  { database, warehouse, role }: SnowflakeConfig,
  statement: string,
  parameters: QueryParameters,
) => ({
  statement,
  timeout: TIME_LIMIT_S,
  database,
  warehouse,
  ...(role === null ? {} : { role }),
  parameters: { timezone: 'UTC', query_tag: 'bitcoin-pipeline dashboard' },
  ...(parameters.length === 0
    ? {}
    : {
        bindings: Object.fromEntries(
          parameters.map((value, index) => [String(index + 1), binding(value)]),
        ),
      }),
});

/** Looks at a statement until it has ended. */
const waited = async (
  send: Send,
  first: Answered,
  nowMs: () => number,
): Promise<E.Either<QueryError, Answered>> => {
  const untilMs = nowMs() + GIVEN_UP_AFTER_MS;
  let answer = first;
  while (answer.status === 202) {
    const running = decoded(Running, answer.body);
    if (E.isLeft(running)) return running;
    const path = `/${encodeURIComponent(running.right.statementHandle)}`;
    if (nowMs() > untilMs) {
      await send({ method: 'POST', path: `${path}/cancel` });
      return refusalOf({ status: 408, body: null });
    }
    await pause(LOOK_EVERY_MS);
    const next = await send({ method: 'GET', path });
    if (E.isLeft(next)) return next;
    answer = next.right;
  }
  return E.right(answer);
};

/** The rows of every part, in order. */
const collected = async (send: Send, first: Finished): Promise<E.Either<QueryError, Rows>> => {
  const rows = [...rowsOf(first, first.data)];
  const parts = first.resultSetMetaData.partitionInfo.length;
  const path = `/${encodeURIComponent(first.statementHandle)}`;
  for (let part = 1; part < parts; part += 1) {
    const answer = await send({ method: 'GET', path: `${path}?partition=${part}` });
    if (E.isLeft(answer)) return answer;
    if (answer.right.status !== 200) return refusalOf(answer.right);
    const more = decoded(Partition, answer.right.body);
    if (E.isLeft(more)) return more;
    rows.push(...rowsOf(first, more.right.data));
  }
  return E.right(rows);
};

/** Runs one statement, and only one: the API refuses a second after a semicolon. Never a statement twice. */
export const runStatement = async (
  config: SnowflakeConfig,
  send: Send,
  statement: string,
  parameters: QueryParameters,
  nowMs: () => number = () => performance.now(),
): Promise<E.Either<QueryError, Rows>> => {
  const path = `?requestId=${randomUUID()}&retry=true`;
  const body = bodyOf(config, statement, parameters);
  const sent = await send({ method: 'POST', path, body });
  if (E.isLeft(sent)) return sent;
  const ended = await waited(send, sent.right, nowMs);
  if (E.isLeft(ended)) return ended;
  if (ended.right.status !== 200) return refusalOf(ended.right);
  const finished = decoded(Finished, ended.right.body);
  return E.isLeft(finished) ? finished : collected(send, finished.right);
};
