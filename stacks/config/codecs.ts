import * as t from 'io-ts';

const refined = <A>(name: string, is: (value: unknown) => value is A): t.Type<A, unknown> =>
  new t.Type(
    name,
    is,
    (value, context) => (is(value) ? t.success(value) : t.failure(value, context)),
    (value) => value,
  );

export const text = (name: string, pattern: RegExp): t.Type<string, unknown> =>
  refined(name, (value): value is string => typeof value === 'string' && pattern.test(value));

export const textThat = (name: string, fits: (text: string) => boolean): t.Type<string, unknown> =>
  refined(name, (value): value is string => typeof value === 'string' && fits(value));

export const wholeNumber = (name: string, min: number, max: number): t.Type<number, unknown> =>
  refined(
    name,
    (value): value is number =>
      typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max,
  );

export const oneOf = <const L extends ReadonlyArray<string>>(
  name: string,
  words: L,
): t.Type<L[number], unknown> =>
  refined(name, (value): value is L[number] => typeof value === 'string' && words.includes(value));

export const either = <A, B>(
  a: t.Type<A, unknown>,
  b: t.Type<B, unknown>,
): t.Type<A | B, unknown> => t.union([a, b]);

export const flag: t.Type<boolean, unknown> = refined(
  'Flag',
  (value): value is boolean => typeof value === 'boolean',
);
