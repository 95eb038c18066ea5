import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { describe, expect, it } from 'vitest';
import { NextBlock, decodeFrame, payloadOf, type Outcome } from '@bitcoin-pipeline/model';
import { compileNow } from '../../../bench/codec/compile-now.ts';
import { exactTuple } from '../../../model/codec/exact-tuple.ts';
import { planOf } from '../../../model/codec/plan.ts';
import { array, partial, type, union } from '../../../model/codec/planned.ts';
import { Count, FeeRate, Finite, Hash, Integer } from '../../../model/codec/units.ts';
import { obstacleOf } from '../../../model/compiler/module.ts';
import type { Compiled } from '../../../model/fast/compiled.ts';
import { walked } from '../../../model/fast/walked.ts';
import {
  ConversionsQuoted,
  NextBlockChanged,
  NextBlockSnapshotTaken as snapshot,
} from '../../../model/fast/compiled/index.gen.ts';
import { sha256 } from '../../../cli/program.ts';

/** Node's own garbage collection, at once. */
const collector = (): (() => void) => {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
};

const compiled = (codec: t.Any): Compiled => compileNow(planOf(codec));
const viewOf = (json: string | Buffer): DataView => {
  const view = walked(Buffer.from(json));
  if (view === null) throw new Error('too long to be walked');
  return view;
};

/** What the two ways over bytes say of a JSON text: the end each stops at. */
const endsOf = (ways: Compiled, json: string): ReadonlyArray<number> => {
  const cursor = { at: 0 };
  ways.read(viewOf(json), cursor);
  return [ways.scan(viewOf(json), 0), cursor.at];
};
const takes = (ways: Compiled, json: string): void =>
  expect(endsOf(ways, json), json).toStrictEqual([json.length, json.length]);
/** Stops before the end, or takes nothing: either way the whole text is for the plain codec. */
const leaves = (ways: Compiled, json: string): void => {
  for (const end of endsOf(ways, json)) expect(end, json).not.toBe(json.length);
};
const readOf = (ways: Compiled, json: string): unknown => ways.read(viewOf(json), { at: 0 });

const txid = 'ab'.repeat(32);
const rows = (...texts: ReadonlyArray<string>): string =>
  `{"index":0,"sequence":1,"blockTransactions":[${texts.join(',')}]}`;

describe('a row longer than its layout', () => {
  const row = `["${txid}",1,100,1,0.01,0,0`;
  it('is taken with its one more element and not with two: t.tuple would cut it', () => {
    takes(snapshot, rows(`${row}]`));
    takes(snapshot, rows(`${row},1]`));
    leaves(snapshot, rows(`${row},1,1]`));
    expect(snapshot.guard(JSON.parse(rows(`${row},1,1]`)))).toBe(false);
  });

  it('in a codec of the library that cuts it, leaves that codec as it is', () => {
    const cutting = type({ pair: t.tuple([t.string, t.number]) });
    expect(obstacleOf(planOf(cutting))).toContain('no constructor of ours');
    expect(cutting.decode({ pair: ['a', 1, 2] })).toStrictEqual(E.right({ pair: ['a', 1] }));
  });
});

describe('numbers', () => {
  const [finite, whole, rate] = [Finite, Integer, FeeRate].map((codec) => compiled(codec));
  it('-0 stays -0: read where decimals are, else left to JSON.parse', () => {
    expect(Object.is(readOf(finite as Compiled, '-0.0'), -0)).toBe(true);
    leaves(whole as Compiled, '-0');
    leaves(rate as Compiled, '-0');
    expect(whole?.guard(-0)).toBe(true);
  });

  it('NaN and what overflows are none', () => {
    for (const ways of [finite, whole, rate] as ReadonlyArray<Compiled>) {
      expect(ways.guard(Number.NaN)).toBe(false);
      expect(ways.guard(Number.POSITIVE_INFINITY)).toBe(false);
      leaves(ways, '1e999');
      leaves(ways, 'NaN');
    }
  });

  it('without digits before or behind the point are none', () => {
    for (const ways of [finite, rate] as ReadonlyArray<Compiled>) {
      takes(ways, '10.0625');
      for (const text of ['1.', '.5', '01', '01.5', '1..5', '']) leaves(ways, text);
    }
    const vsize = (text: string): string => rows(`["${txid}",1,${text},1,0.01,1,0]`);
    for (const text of ['100.25', '100.5', '100.75', '100']) takes(snapshot, vsize(text));
    for (const text of ['100.', '100.3', '100.255', '0100', '']) leaves(snapshot, vsize(text));
    for (const text of ['1.', '.5', '01.5', ''])
      leaves(snapshot, rows(`["${txid}",1,100,1,${text},1,0]`));
  });

  it('past 2^53 are left to the plain way, on both sides of it', () => {
    const count = compiled(Count);
    takes(count, '999999999999999');
    for (const text of ['9007199254740991', '9007199254740992', '9007199254740993'])
      leaves(count, text);
    expect(count.guard(Number.MAX_SAFE_INTEGER)).toBe(true);
    expect(count.guard(2 ** 53)).toBe(false);
    leaves(finite as Compiled, '9'.repeat(39));
    expect(readOf(finite as Compiled, '421.46000000000004')).toBe(421.46000000000004);
  });

  it('of flags keep the bits past 2^32', () => {
    const flags = 2 ** 44 + 2 ** 33 + 5;
    const json = rows(`["${txid}",1,100,1,0.01,${flags},0]`);
    expect(readOf(snapshot, json)).toStrictEqual(JSON.parse(json));
    const block = new NextBlock();
    block.add((readOf(snapshot, json) as { blockTransactions: [] }).blockTransactions);
    expect(block.rows.get(txid)?.flags).toBe(flags);
  });
});

describe('keys', () => {
  const pair = compiled(type({ a: Integer, b: t.string }));
  it('said twice, or once more in another spelling, are left', () => {
    takes(pair, '{"a":1,"b":"x"}');
    expect(pair.scan(viewOf('{"a":1,"b":"x","c":[]}'), 0)).toBe(22);
    leaves(pair, '{"a":1,"b":"x","a":2}');
    leaves(pair, String.raw`{"a":1,"b":"x","\u0061":2}`);
    leaves(pair, '{"a":1,"b":"x","c":1,"c":2}');
    leaves(ConversionsQuoted, '{"time":0,"USD":1,"EUR":1,"EUR":2}');
  });

  it('__proto__ is a key like others, and makes no prototype', () => {
    const json = '{"a":1,"b":"x","__proto__":{"b":2}}';
    expect(pair.scan(viewOf(json), 0)).toBe(json.length);
    expect(pair.guard(JSON.parse(json))).toBe(true);
    leaves(pair, '{"a":1,"__proto__":{"b":"x"}}');
    expect(obstacleOf(planOf(type({ ['__proto__']: t.string })))).toContain('__proto__');
    expect(obstacleOf(planOf(partial({ constructor: t.string })))).toContain('constructor');
  });

  it('missing where undefined is allowed: a codec that fills them in is left as it is', () => {
    const filling = type({ a: union([t.string, t.undefined]) });
    expect(obstacleOf(planOf(filling))).not.toBeNull();
    expect(filling.decode({})).toStrictEqual(E.right({ a: undefined }));
    const maybe = compiled(partial({ a: t.string }));
    takes(maybe, '{}');
    expect([
      maybe.guard({}),
      maybe.guard({ a: undefined }),
      maybe.guard({ a: null }),
    ]).toStrictEqual([true, true, false]);
  });
});

describe('strings', () => {
  it('with escapes are no txids, and texts as JSON.parse reads them', () => {
    const hash = compiled(Hash);
    takes(hash, `"${txid}"`);
    leaves(hash, String.raw`"\u0061${txid.slice(1)}"`);
    leaves(hash, `"${txid.toUpperCase()}"`);
    const text = compiled(t.string);
    const json = String.raw`"a\u00e9\n\"é"`;
    expect(text.read(viewOf(json), { at: 0 })).toBe('aé\n"é');
    leaves(text, String.raw`"\ud800"`);
    expect(text.scan(viewOf(Buffer.from([0x22, 0xc3, 0x22])), 0)).toBe(-1);
  });

  it('are their own: of many frames that came, a kept txid keeps none alive', () => {
    const gc = collector();
    const filler = Array.from({ length: 4000 }, () => `["${txid}",1,100,1,0.01,0,0]`);
    const kept: Array<string> = [];
    const take = (index: number): void => {
      const id = index.toString(16).padStart(64, '0');
      const frame = `{"projected-block-transactions": ${rows(`["${id}",1,100,1,0.01,0,0]`, ...filler)}}`;
      const [outcome] = decodeFrame(Buffer.from(frame), sha256) as [Outcome];
      const value =
        outcome.tag === 'accepted' ? payloadOf(outcome, 'NextBlockSnapshotTaken') : null;
      kept.push(value?.blockTransactions[0]?.[0] ?? '');
    };
    take(0);
    gc();
    const before = process.memoryUsage().heapUsed;
    for (let index = 1; index <= 60; index += 1) take(index); // each holds 400 KB
    gc();
    expect(kept.every((id) => id.length === 64)).toBe(true);
    expect((process.memoryUsage().heapUsed - before) / 2 ** 20).toBeLessThan(12);
  });
});

describe('what is not certain', () => {
  it('is told of a projected block with rows and a delta, or with neither, by io-ts', () => {
    const both = `{"index":0,"sequence":1,"blockTransactions":[],"delta":{"added":[],"removed":[],"changed":[]}}`;
    leaves(snapshot, both);
    leaves(NextBlockChanged, both);
    expect(snapshot.guard(JSON.parse(both))).toBe(false);
  });

  it('of a choice before the last makes no plan', () => {
    const narrow = { takes: 'object', required: {}, optional: {}, capitals: null } as const;
    const codec = union([array(t.string), exactTuple('one', [Integer])]);
    expect(obstacleOf(planOf(codec))).toBeNull();
    expect(compileNow({ ...narrow, unless: ['x'] }).guard({ x: 1 })).toBe(false);
  });
});
