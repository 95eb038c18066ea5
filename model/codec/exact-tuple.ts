import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { planOf, planned } from './plan.ts';

type Values<C extends ReadonlyArray<t.Mixed>> = { -readonly [I in keyof C]: t.TypeOf<C[I]> };

/**
 * A tuple of exactly these elements, with one more allowed at the end if `last` is given. The library's own
 * tuple silently cuts longer input; a longer row is a layout we do not know, and is refused.
 */
export const exactTuple = <const C extends ReadonlyArray<t.Mixed>, L extends t.Mixed = never>(
  name: string,
  elements: C,
  last?: L,
): t.Type<[...Values<C>, ...([L] extends [never] ? [] : [t.TypeOf<L>?])], unknown> => {
  type A = [...Values<C>, ...([L] extends [never] ? [] : [t.TypeOf<L>?])];
  const codecs: ReadonlyArray<t.Mixed> = last === undefined ? elements : [...elements, last];
  const fits = (u: unknown): u is Array<unknown> =>
    Array.isArray(u) && u.length >= elements.length && u.length <= codecs.length;
  const is = (u: unknown): u is A =>
    fits(u) && u.every((value, index) => codecs[index]?.is(value) ?? false);

  const validate: t.Validate<unknown, A> = (u, context) => {
    if (!fits(u))
      return t.failure(u, context, `expected ${elements.length} to ${codecs.length} elements`);
    const errors: t.Errors = u.flatMap((value, index) => {
      const codec = codecs[index];
      if (codec === undefined) return [];
      const result = codec.validate(value, t.appendContext(context, String(index), codec, value));
      return E.isLeft(result) ? result.left : [];
    });
    return errors.length > 0 ? t.failures(errors) : t.success(u as A);
  };
  return planned(new t.Type(name, is, validate, t.identity), {
    takes: 'row',
    elements: elements.map(planOf),
    last: last === undefined ? null : planOf(last),
  });
};
