import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as J from 'fp-ts/lib/Json.js';
import type * as t from 'io-ts';

/** A text as a codec has it. Null: it is no JSON, or other JSON. */
export const readAs = <A>(codec: t.Type<A, unknown>, text: string): A | null =>
  pipe(
    J.parse(text),
    E.chainW((json) => codec.decode(json)),
    E.getOrElseW(() => null),
  );
