import type { FragmentEventType } from '../../../model/catalogue.ts';
import { planOf, type Plan } from '../../../model/codec/plan.ts';
import { fastCodecs } from '../../../model/fast/fast-codecs.ts';
import { projectedTypeAt } from '../../../model/fast/projected.ts';
import { walked } from '../../../model/fast/walked.ts';
import { wireCodecs } from '../../../model/wire/mempool/2024-04/layout.ts';
import { compileNow } from '../compile-now.ts';
import { eventIn } from './event-of.ts';

/** A plan that asks of text and numbers only that they are such. */
const structureOf = (plan: Plan): Plan => {
  switch (plan.takes) {
    case 'hex':
    case 'words':
      return { takes: 'text' };
    case 'number':
      return { ...plan, step: 0, least: -Number.MAX_VALUE, most: Number.MAX_VALUE, also: [] };
    case 'list':
      return { ...plan, of: structureOf(plan.of) };
    case 'row':
      return {
        ...plan,
        elements: plan.elements.map(structureOf),
        last: plan.last === null ? null : structureOf(plan.last),
      };
    case 'object':
      return {
        ...plan,
        required: structuresOf(plan.required),
        optional: structuresOf(plan.optional),
        capitals:
          plan.capitals === null
            ? null
            : { ...plan.capitals, holds: structureOf(plan.capitals.holds) },
      };
    case 'one-of':
      return { ...plan, choices: plan.choices.map(structureOf) };
    case 'text':
    case 'flag':
    case 'null':
    case 'any-object':
    case 'opaque':
      return plan;
  }
};

const structuresOf = (plans: Readonly<Record<string, Plan>>): Readonly<Record<string, Plan>> =>
  Object.fromEntries(Object.entries(plans).map(([key, plan]) => [key, structureOf(plan)]));

const types = Object.keys(wireCodecs) as ReadonlyArray<FragmentEventType>;
const structures = Object.fromEntries(
  types.map((type) => [type, compileNow(structureOf(planOf(wireCodecs[type])))]),
);

const refused = (frame: Buffer): never => {
  throw new Error(`a measured frame is refused: ${frame.toString('latin1', 0, 200)}`);
};

export const parsedWay = (frame: Buffer): unknown => JSON.parse(frame.toString());

/** Parsed, then only the structure looked at: objects, arrays, lengths, text or number. */
export const structureWay = (frame: Buffer): unknown => {
  const parsed: unknown = JSON.parse(frame.toString());
  const { type, value } = eventIn(parsed);
  return structures[type]?.guard(value) === true ? parsed : refused(frame);
};

/** Parsed, then looked at as strictly as io-ts does. */
export const guardedWay = (frame: Buffer): unknown => {
  const parsed: unknown = JSON.parse(frame.toString());
  const { type, value } = eventIn(parsed);
  return fastCodecs[type]?.guard(value) === true ? parsed : refused(frame);
};

const OPEN_OBJECT = 0x7b;
const cursor = { at: 0 };

/** Strictly checked values from the bytes, without JSON.parse. */
export const typedWay = (frame: Buffer): unknown => {
  const view = walked(frame);
  if (view === null) return refused(frame);
  const start = frame.indexOf(OPEN_OBJECT, 1);
  const type =
    frame[2] === 0x63
      ? 'ConversionsQuoted'
      : frame[2] === 0x62
        ? 'BlockObserved'
        : projectedTypeAt(view, start);
  if (type === null) return refused(frame);
  cursor.at = start;
  const value = fastCodecs[type]?.read(view, cursor);
  return cursor.at === frame.length - 1 ? value : refused(frame);
};
