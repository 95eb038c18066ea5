import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import type { FragmentEventType } from '../catalogue.ts';
import { wireCodecs } from '../wire/mempool/2024-04/layout.ts';
import type { Compiled } from './compiled.ts';
import * as compiled from './compiled/index.gen.ts';

/** The compiled codec of each event's fragment in today's layout. */
export const fastCodecs: { readonly [K in FragmentEventType]: Compiled } = compiled;

const byCodec: ReadonlyMap<t.Mixed, Compiled> = new Map(
  (Object.keys(fastCodecs) as ReadonlyArray<FragmentEventType>).map((type) => [
    wireCodecs[type],
    fastCodecs[type],
  ]),
);

/** Decodes, by a guard where the codec has one and it knows. */
export const decodeBy = (codec: t.Mixed, value: unknown): t.Validation<unknown> =>
  byCodec.get(codec)?.guard(value) === true ? E.right(value) : codec.decode(value);
