import { isDeepStrictEqual } from 'node:util';
import * as E from 'fp-ts/lib/Either.js';
import { PathReporter } from 'io-ts/lib/PathReporter.js';
import { sliceText } from '@bitcoin-pipeline/model';
import { decodeBy } from '../../../model/fast/fast-codecs.ts';
import { walked } from '../../../model/fast/walked.ts';
import { scanValue } from '../../../model/frame/scan.ts';
import type { Subject } from './codecs.ts';

const LINE_FEED = 0x0a;
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What is wrong with what the compiled ways say of a value; null: nothing. */
export const faultOfValue = ({ codec, compiled }: Subject, value: unknown): string | null => {
  const plain = codec.decode(value);
  if (compiled.guard(value) && !(E.isRight(plain) && Object.is(plain.right, value)))
    return 'the guard takes what decode does not give back';
  const fast = decodeBy(codec, value);
  if (plain._tag !== fast._tag) return `decode says ${plain._tag}, the fast way ${fast._tag}`;
  if (E.isRight(plain) && E.isRight(fast))
    return isDeepStrictEqual(fast.right, plain.right) ? null : 'another value than decode gives';
  const [told, toldFast] = [PathReporter.report(plain), PathReporter.report(fast)];
  return isDeepStrictEqual(told, toldFast) ? null : 'another error text than decode gives';
};

/** The value that JSON.parse and the plain codec make of bytes; null where they are no such, or not storable. */
const plainly = (
  codec: Subject['codec'],
  bytes: Uint8Array,
): { readonly value: unknown } | null => {
  const utf8 = E.tryCatch(
    () => strict.decode(bytes),
    () => null,
  );
  if (E.isLeft(utf8)) return null;
  const scanned = scanValue(bytes, 0);
  if (scanned === null || scanned.end !== bytes.length || scanned.unstorable !== null) return null;
  const value: unknown = JSON.parse(sliceText(bytes, 0, bytes.length));
  const decoded = codec.decode(value);
  return E.isRight(decoded) && Object.is(decoded.right, value) ? { value } : null;
};

/** What is wrong with what the compiled ways say of bytes; `taken`: whether one took them. */
export const faultOfBytes = (
  { codec, compiled }: Subject,
  bytes: Uint8Array,
): { readonly fault: string | null; readonly taken: boolean } => {
  const view = walked(bytes);
  if (view === null) return { fault: null, taken: false };
  const end = compiled.scan(view, 0);
  const cursor = { at: 0 };
  const value = compiled.read(view, cursor);
  if (end < 0 && cursor.at < 0) return { fault: null, taken: false };
  const faults = [end, cursor.at].map((stop, index) => {
    if (stop < 0) return null;
    const taken = bytes.subarray(0, stop);
    const plain = plainly(codec, taken);
    if (plain === null)
      return index === 0 ? 'scanned what decode refuses' : 'read what decode refuses';
    if (taken.includes(LINE_FEED)) return 'took a line feed';
    if (!compiled.guard(plain.value)) return 'took bytes whose value the guard does not';
    return index === 1 && !isDeepStrictEqual(value, plain.value) ? 'read another value' : null;
  });
  return { fault: faults.find((fault) => fault !== null) ?? null, taken: true };
};
