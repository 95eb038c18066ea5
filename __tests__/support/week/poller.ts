import type { Producer } from '@bitcoin-pipeline/model';
import { sha256 } from '../../../cli/program.ts';
import type { ObjectStore } from '../../../lake/ends/object-store.ts';
import { followCourse } from '../../../poller/course.ts';
import { Run } from '../../../poller/run.ts';
import { stateStore } from '../../../poller/state/store.ts';
import type { RestGet } from '../../../sources/rest/ports.ts';
import { MemoryLake } from '../chain/memory-lake.ts';

/** Of these blocks the first turn reads the past. */
const BLOCKS_PER_TURN = 30;

const identity = { network: 'mainnet', originClass: 'simulated' } as const;

interface PollerPorts {
  readonly get: RestGet;
  readonly store: ObjectStore;
  readonly newId: () => string;
}

/** A turn of the poller at a moment, in Unix milliseconds; its state is kept in memory. Throws where one fails. */
export const virtualPoller = (
  producer: Producer,
  { get, store, newId }: PollerPorts,
): ((atMs: number) => Promise<void>) => {
  const calm = () => Promise.resolve();
  const { document } = new MemoryLake().views(calm, () => 'none');
  const states = stateStore(document, identity);
  const { signal } = new AbortController();
  return async (atMs) => {
    const report = await new Run(
      {
        url: 'http://127.0.0.1:1',
        producer,
        course: followCourse(BLOCKS_PER_TURN, atMs),
        signal,
        whenAborted: 'stopped',
      },
      {
        store,
        states,
        get,
        clock: { nowMs: () => 0, wait: calm },
        random: () => 0.5,
        newId,
        sha256,
        nowMs: () => atMs,
        told: () => undefined,
      },
    ).run();
    if (report.end !== 'finished') throw new Error(JSON.stringify(report.fault));
  };
};
