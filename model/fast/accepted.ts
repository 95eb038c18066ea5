import * as E from 'fp-ts/lib/Either.js';
import { catalogue, type FragmentEventType } from '../catalogue.ts';
import type { Scalar } from '../codec/column-codec.ts';
import { readFields } from '../events/field.ts';
import type { Sha256 } from '../line/sha256.ts';
import type { Accepted } from '../outcome.ts';
import { headerFault } from '../wire/mempool/2024-04/block-header.ts';
import { LAYOUT, wireCodecs, type PayloadOf } from '../wire/mempool/2024-04/layout.ts';
import type { Cursor } from './cursor.ts';
import { fastCodecs } from './fast-codecs.ts';
import { areAllFound, foundFields, type FoundField } from './found.ts';

const eventTypes = Object.keys(wireCodecs) as ReadonlyArray<FragmentEventType>;
const foundOf = Object.fromEntries(
  eventTypes.map((type) => [type, areAllFound(type) ? foundFields(type) : null]),
) as Readonly<Record<FragmentEventType, ReadonlyArray<FoundField> | null>>;

type Read = Readonly<Record<string, Scalar>>;

/** The fields from the numbers that were found; null where one is not what its codec reads. */
const fieldsFound = (fields: ReadonlyArray<FoundField>, numbers: Float64Array): Read | null => {
  const values: Record<string, Scalar> = {};
  for (let at = 0; at < fields.length; at += 1) {
    const field = fields[at];
    if (field === undefined) return null;
    const number = numbers[at] ?? 0;
    if (field.isAsFound) values[field.name] = number;
    else {
      const read = field.codec.fromWire(number, []);
      if (E.isLeft(read)) return null;
      values[field.name] = read.right;
    }
  }
  return values;
};

const fieldsIn = (type: FragmentEventType, value: unknown): Read | null => {
  const read = readFields(catalogue[type].fields, value);
  return E.isLeft(read) ? null : read.right;
};

const cursor: Cursor = { at: 0 };

/**
 * The event whose fragment begins at `start`, where that is certain; else null. Its value is made where it is wanted,
 * or its fields can't be had without.
 */
export const acceptedAt = (
  view: DataView,
  fragment: { readonly key: string; readonly start: number; readonly type: FragmentEventType },
  isWanted: boolean,
  sha256: Sha256,
): Accepted | null => {
  const { key, start, type } = fragment;
  const codec = fastCodecs[type];
  if (codec === undefined) return null;
  const found = foundOf[type];
  let value: unknown;
  if (isWanted || found === null) {
    cursor.at = start;
    value = codec.read(view, cursor);
  } else cursor.at = codec.scan(view, start);
  const end = cursor.at;
  if (end < 0) return null;
  const fields = found === null ? fieldsIn(type, value) : fieldsFound(found, codec.found);
  if (fields === null) return null;
  if (type === 'BlockObserved' && headerFault(value as PayloadOf<'BlockObserved'>, sha256) !== null)
    return null;
  return {
    tag: 'accepted',
    key,
    type,
    layout: LAYOUT,
    fields,
    value,
    hasLineFeeds: false,
    start,
    end,
  };
};
