import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  equalValues,
  fieldsOf,
  isUnknown,
  messageOf,
  unknown,
  valueOf,
  type Value,
} from '../../../rehearsal/provider/values.ts';

const values = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<Value>(null, true, false, unknown),
    fc.string(),
    fc.integer(),
    fc.double({ noNaN: true }).map((number) => number + 0), // no negative zero, which is written as 0
    fc.array(tie('value')),
    fc.dictionary(
      fc.string().filter((name) => name !== '__proto__'),
      tie('value'),
      { noNullPrototype: true },
    ),
  ),
})).value;

it('values survive the wire, unknown ones too', () => {
  fc.assert(
    fc.property(values, (value) => {
      expect(valueOf(messageOf(value))).toStrictEqual(value);
    }),
  );
});

it('what the engine knows something of, and not all, is not known', () => {
  // extension type 12: not null, as the engine writes it
  const refined = Uint8Array.of(0xc7, 0x03, 0x0c, 0x81, 0x01, 0xc2);
  expect(isUnknown(valueOf({ msgpack: refined }))).toBe(true);
});

it('nothing is no fields', () => {
  expect(fieldsOf(null)).toBeNull();
  expect(fieldsOf({ msgpack: new Uint8Array() })).toBeNull();
  expect(fieldsOf(messageOf(null))).toBeNull();
  expect(fieldsOf(messageOf({ a: 1 }))).toStrictEqual({ a: 1 });
});

it('values are equal whatever the order of their names', () => {
  expect(equalValues({ a: 1, b: [unknown] }, { b: [unknown], a: 1 })).toBe(true);
  expect(equalValues({ a: 1 }, { a: 2 })).toBe(false);
  expect(equalValues(null, unknown)).toBe(false);
});
