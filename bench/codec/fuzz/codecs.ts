import { catalogue, eventTypes, type EventType } from '@bitcoin-pipeline/model';
import * as t from 'io-ts';
import { exactTuple } from '../../../model/codec/exact-tuple.ts';
import { nullable, oneOf } from '../../../model/codec/column-codec.ts';
import { planOf, type Plan } from '../../../model/codec/plan.ts';
import {
  array,
  intersection,
  literal,
  partial,
  type,
  union,
} from '../../../model/codec/planned.ts';
import { CountColumn, Finite, Flag, Integer, Price } from '../../../model/codec/units.ts';
import { obstacleOf } from '../../../model/compiler/module.ts';
import { targets } from '../../../model/compiler/targets.ts';
import type { Compiled } from '../../../model/fast/compiled.ts';
import { fastCodecs } from '../../../model/fast/fast-codecs.ts';
import { MempoolBlocks } from '../../../model/wire/mempool/2024-04/checks.ts';
import { wireCodecs } from '../../../model/wire/mempool/2024-04/layout.ts';
import { compileNow } from '../compile-now.ts';

/** A codec with the faster ways that were compiled of it. */
export interface Subject {
  readonly name: string;
  readonly codec: t.Any;
  readonly plan: Plan;
  readonly compiled: Compiled;
}

const compiledNow = (name: string, codec: t.Any): ReadonlyArray<Subject> => {
  const plan = planOf(codec);
  return obstacleOf(plan) === null ? [{ name, codec, plan, compiled: compileNow(plan) }] : [];
};

/** As `npm run generate` wrote them. */
const wire: ReadonlyArray<Subject> = targets.flatMap(({ type: name, plan }) => {
  const compiled = fastCodecs[name];
  return compiled === undefined ? [] : [{ name, codec: wireCodecs[name], plan, compiled }];
});

/** One of each column codec: those of the same name take the same. */
const columns: ReadonlyMap<string, t.Any> = new Map(
  eventTypes.flatMap((event: EventType) =>
    Object.values(catalogue[event].fields).map(({ codec }): [string, t.Any] => [codec.name, codec]),
  ),
);

/** One of each way to put codecs together, and the numbers that no column has. */
const combinators: Readonly<Record<string, t.Any>> = {
  type: type({ a: t.string, b: Integer }),
  partial: partial({ a: t.string, b: t.boolean, c: Finite }),
  intersection: intersection([type({ a: Integer }), partial({ b: t.string })]),
  'type of a type': type({ inner: type({ deep: array(t.string) }), 'kebab-key': t.null }),
  array: array(Integer),
  'array of arrays': array(array(Finite)),
  union: union([t.string, Integer, type({ a: t.null }), t.null]),
  'union of objects': union([type({ kind: literal('a') }), type({ kind: literal('b') })]),
  'literal word': literal('a "quoted" word é'),
  'literal number': literal(-1.5),
  exactTuple: exactTuple('pair', [Integer, t.string]),
  'exactTuple with a last': exactTuple('pair or three', [Flag, Price], literal(1)),
  'any object': array(t.UnknownRecord),
  oneOf: array(oneOf('word', ['one', 'other'])),
  nullable: nullable(CountColumn),
  MempoolBlocks,
};

/** Every codec that is compiled. */
export const subjects = (): ReadonlyArray<Subject> => [
  ...wire,
  ...[...columns].flatMap(([name, codec]) => compiledNow(`column ${name}`, codec)),
  ...Object.entries(combinators).flatMap(([name, codec]) => compiledNow(name, codec)),
];
