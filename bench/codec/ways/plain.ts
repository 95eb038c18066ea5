import * as E from 'fp-ts/lib/Either.js';
import { wireCodecs } from '../../../model/wire/mempool/2024-04/layout.ts';
import { eventIn } from './event-of.ts';

/** By io-ts alone. Throws what it refuses: no measured frame is. */
export const decodedPlainly = (frame: unknown): unknown => {
  const { type, value } = eventIn(frame);
  const decoded = wireCodecs[type].decode(value);
  if (E.isLeft(decoded)) throw new Error(`${type} does not decode`);
  return frame;
};
