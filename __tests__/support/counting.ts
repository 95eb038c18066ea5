import { setTimeout as wait } from 'node:timers/promises';
import * as E from 'fp-ts/lib/Either.js';
import type { PutFault } from '../../lake/delivery/ports.ts';
import type { Document, Held, Written } from '../../lake/documents/port.ts';

/** What was read; throws its fault. */
export const heldIn = async (document: Document): Promise<Held | null> => {
  const held = await document.read();
  if (E.isLeft(held)) throw new Error(held.left.message);
  return held.right;
};

/** What became of a write; throws its fault. */
export const written = (outcome: E.Either<PutFault, Written>): Written => {
  if (E.isLeft(outcome)) throw new Error(outcome.left.message);
  return outcome.right;
};

/** Adds one to the number that a document is, until it is told so; resolves to how often it had lost. */
const increment = async (document: Document): Promise<number> => {
  for (let losses = 0; ; losses += 1) {
    const held = await heldIn(document);
    const next = String(Number(held?.text ?? 0) + 1);
    const { tag } = written(await document.write(next, held?.version ?? null));
    if (tag === 'written') return losses;
    await wait(Math.random() * 60 * losses); // all at once, hardly one of them would get on
  }
};

/** Adds one so many times; resolves to how often it had lost. */
export const count = async (document: Document, times: number): Promise<number> => {
  let losses = 0;
  for (let time = 0; time < times; time += 1) losses += await increment(document);
  return losses;
};
