import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { describe, expect, it } from 'vitest';
import { notBuiltYet, type QueryError, type QueryPort } from '../../warehouse/query-port.ts';
import { remembered } from '../../warehouse/remembered.ts';
import { left, right } from '../support/warehouse.ts';

const Row = t.type({ n: t.number });
const broken: QueryError = { tag: 'failed', message: 'the query failed: away' };

/** A port that counts what it is asked, on builds of our choice, with a clock that we move. */
const counted = (buildGoodForMs = 60_000, answersKept = 200) => {
  const asked = { builds: 0, queries: 0 };
  const state = {
    build: E.right({ id: 'one', builtAt: '' }) as Awaited<ReturnType<QueryPort['buildOf']>>,
    fails: false,
    nowMs: 0,
  };
  const port: QueryPort = {
    query: async (_sql, _parameters, row) => {
      asked.queries += 1;
      await Promise.resolve();
      return state.fails ? E.left(broken) : E.right([right(row.decode({ n: asked.queries }))]);
    },
    buildOf: () => {
      asked.builds += 1;
      return Promise.resolve(state.build);
    },
    close: () => Promise.resolve(),
  };
  const nowMs = () => state.nowMs;
  return { asked, state, port: remembered(port, { buildGoodForMs, answersKept, nowMs }) };
};

describe('a remembered warehouse', () => {
  it('is asked once for each text and its values, until there is another build', async () => {
    const { asked, state, port } = counted();
    const first = right(await port.query('a', [1], Row));
    expect(right(await port.query('a', [1], Row))).toBe(first);
    expect(asked).toEqual({ builds: 1, queries: 1 });
    await port.query('a', [2], Row);
    await port.query('b', [1], Row);
    expect(asked).toEqual({ builds: 1, queries: 3 });

    state.build = E.right({ id: 'two', builtAt: '' });
    expect(right(await port.query('a', [1], Row))).toBe(first); // nobody has told yet
    state.nowMs = 60_000;
    expect(right(await port.query('a', [1], Row))).toEqual([{ n: 4 }]);
    expect(asked).toEqual({ builds: 2, queries: 4 });
  });

  it('is not asked at all by an open page for a day without a build, but for the build itself', async () => {
    const { asked, state, port } = counted();
    for (let minute = 0; minute < 1440; minute += 1) {
      state.nowMs = minute * 60_000;
      await port.query('a', [], Row);
      await port.query('b', [], Row);
    }
    expect(asked).toEqual({ builds: 1440, queries: 2 });
  });

  it('is asked once by two who ask at the same moment', async () => {
    const { asked, port } = counted();
    const [one, two] = await Promise.all([port.query('a', [], Row), port.query('a', [], Row)]);
    expect(right(one)).toBe(right(two));
    expect(asked).toEqual({ builds: 1, queries: 1 });
  });

  it('is asked again after a failure', async () => {
    const { asked, state, port } = counted();
    state.fails = true;
    expect(left(await port.query('a', [], Row))).toBe(broken);
    state.fails = false;
    expect(right(await port.query('a', [], Row))).toEqual([{ n: 2 }]);
    expect(asked.queries).toBe(2);
  });

  it('says that nothing is built without a question for rows, and looks again when asked again', async () => {
    const { asked, state, port } = counted();
    state.build = E.left(notBuiltYet);
    expect(left(await port.query('a', [], Row))).toBe(notBuiltYet);
    state.build = E.right({ id: 'one', builtAt: '' });
    right(await port.query('a', [], Row));
    expect(asked).toEqual({ builds: 2, queries: 1 });
  });

  it('keeps so many answers and no more, the newest', async () => {
    const { asked, port } = counted(60_000, 2);
    for (const sql of ['a', 'b', 'c', 'b', 'c', 'a']) await port.query(sql, [], Row);
    expect(asked.queries).toBe(4);
  });
});
