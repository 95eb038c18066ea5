import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import type { FragmentEventType } from '../catalogue.ts';
import { wireCodecs } from '../wire/mempool/2024-04/layout.ts';
import type { Compiled } from './compiled.ts';
import * as compiled from './compiled/index.gen.ts';

/** What was compiled of the codec of an event's fragment in today's layout; nothing, where it can't be. */
export const fastCodecs: { readonly [K in FragmentEventType]?: Compiled } = { ...compiled };

const byCodec: ReadonlyMap<t.Mixed, Compiled | undefined> = new Map(
  (Object.keys(wireCodecs) as ReadonlyArray<FragmentEventType>).map((type) => [
    wireCodecs[type],
    fastCodecs[type],
  ]),
);

/** Decodes, by a guard where the codec has one and it knows. */
export const decodeBy = (codec: t.Mixed, value: unknown): t.Validation<unknown> =>
  byCodec.get(codec)?.guard(value) === true ? E.right(value) : codec.decode(value);
