import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { catalogue } from './catalogue.ts';
import { firstFault } from './codec/fault.ts';
import { readFields } from './events/field.ts';
import { decodeBy } from './fast/fast-codecs.ts';
import { sliceText } from './frame/scan.ts';
import type { Fragment } from './frame/split.ts';
import type { Sha256 } from './line/sha256.ts';
import type { Outcome, Rejected } from './outcome.ts';
import { headerFault } from './wire/mempool/2024-04/block-header.ts';
import { LAYOUT, type PayloadOf } from './wire/mempool/2024-04/layout.ts';
import { readingOf } from './wire/mempool/reading.ts';

const LINE_FEED = 0x0a;

export const reject = (
  fragment: Pick<Rejected, 'key' | 'start' | 'end'>,
  reason: Rejected['reason'],
  fault: Pick<Rejected, 'valuePath' | 'codec'> = { valuePath: null, codec: null },
  layout = LAYOUT,
): Rejected => ({
  tag: 'rejected',
  key: fragment.key,
  start: fragment.start,
  end: fragment.end,
  reason,
  layout,
  ...fault,
});

/** What became of one fragment, by JSON.parse and the codec of its reading. */
export const outcomeOf = (bytes: Uint8Array, fragment: Fragment, sha256: Sha256): Outcome => {
  const { key, start, end } = fragment;
  const readAs = readingOf(key);
  if (readAs === null || fragment.isEmptyList) return { tag: 'ignored', key, start, end };
  if (fragment.unstorable !== null) return reject(fragment, fragment.unstorable);

  const json: unknown = JSON.parse(sliceText(bytes, start, end));
  const { layout, type, codec } = readAs(json);
  const refuse = (errors: t.Errors): Rejected =>
    reject(fragment, 'does-not-decode', firstFault(errors), layout);
  const value = decodeBy(codec, json);
  if (E.isLeft(value)) return refuse(value.left);
  const fields = readFields(catalogue[type].fields, json);
  if (E.isLeft(fields)) return refuse(fields.left);
  const valuePath =
    type === 'BlockObserved'
      ? headerFault(value.right as PayloadOf<'BlockObserved'>, sha256) // as its codec decoded it
      : null;
  if (valuePath !== null)
    return reject(fragment, 'header-mismatch', { valuePath, codec: null }, layout);
  return {
    tag: 'accepted',
    key,
    type,
    layout,
    fields: fields.right,
    value: value.right,
    hasLineFeeds: bytes.subarray(start, end).includes(LINE_FEED),
    start,
    end,
  };
};
