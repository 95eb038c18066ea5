import { decode, encode, ExtensionCodec } from '@msgpack/msgpack';
import type { DynamicValue } from './messages.ts';

/** Stands where a value is known after apply only. */
class Unknown {
  protected readonly kind = 'unknown'; // nothing else is taken for one
}
export const unknown = new Unknown();

export type Value =
  | null
  | boolean
  | number
  | string
  | Unknown
  | ReadonlyArray<Value>
  | { readonly [name: string]: Value };
/** A resource, a block or an object. */
export type Fields = { readonly [name: string]: Value };

export const isUnknown = (value: Value): value is Unknown => value instanceof Unknown;

export const isFields = (value: Value): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isUnknown(value);

/** Extension types of MessagePack: not known; not known, but with what is known about it. */
const UNKNOWN = 0;
const REFINED = 12;

const extensionCodec = new ExtensionCodec();
for (const type of [UNKNOWN, REFINED])
  extensionCodec.register({
    type,
    encode: (value) => (type === UNKNOWN && value instanceof Unknown ? new Uint8Array([0]) : null),
    decode: () => unknown,
  });

/** Null where nothing is there. */
export const valueOf = (message: DynamicValue | null): Value =>
  message === null || message.msgpack.length === 0
    ? null
    : (decode(message.msgpack, { extensionCodec }) as Value); // the engine sends nothing else

export const fieldsOf = (message: DynamicValue | null): Fields | null => {
  const value = valueOf(message);
  return isFields(value) ? value : null;
};

export const messageOf = (value: Value): DynamicValue => ({
  msgpack: encode(value, { extensionCodec }),
});

export const equalValues = (one: Value, other: Value): boolean =>
  Buffer.compare(
    encode(one, { extensionCodec, sortKeys: true }),
    encode(other, { extensionCodec, sortKeys: true }),
  ) === 0;
