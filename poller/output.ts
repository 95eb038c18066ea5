import type { Line, StreamName } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { retryAfterMs } from '../lake/delivery/backoff.ts';
import type { Clock, PutFault } from '../lake/delivery/ports.ts';
import type { ObjectStore } from '../lake/ends/object-store.ts';
import { loadObject } from '../lake/ends/objects.ts';
import { hourOf } from '../lake/read.ts';

const TRIES = 3;
/** What explains the others comes first, so that no line lies in the lake whose epoch is not known. */
const ORDER: ReadonlyArray<StreamName> = [
  'feed-health',
  'quarantine',
  'conversions',
  'block-metadata',
  'mempool-block',
];

/** Lines of one object: one stream and one hour. */
const grouped = (lines: ReadonlyArray<Line>): ReadonlyArray<ReadonlyArray<Line>> => {
  const groups = new Map<string, Array<Line>>();
  for (const stream of ORDER) {
    for (const line of lines.filter((each) => each.stream === stream)) {
      const key = `${stream} ${hourOf(line.observedAt)}`;
      groups.set(key, [...(groups.get(key) ?? []), line]);
    }
  }
  return [...groups.values()];
};

/** Brings lines into the lake as objects. Left: those of the last object, and of the ones after it, are not there. */
export const putLines = async (
  store: ObjectStore,
  lines: ReadonlyArray<Line>,
  clock: Clock,
  random: () => number,
): Promise<E.Either<PutFault, void>> => {
  for (const group of grouped(lines)) {
    const [{ stream }] = group as readonly [Line];
    const { attempt } = await loadObject(store, stream, group);
    for (let tries = 1; ; tries += 1) {
      const stored = await attempt();
      if (E.isRight(stored)) break;
      if (stored.left.isPermanent || tries === TRIES) return stored;
      await clock.wait(retryAfterMs(tries, false, random));
    }
  }
  return E.right(undefined);
};
