import type { Line, ReadLine } from '@bitcoin-pipeline/model';
import { onTestFinished } from 'vitest';
import { startListener, type ListenerChange } from '../../listener/index.ts';
import { liveTimes, type ReceiptTimes } from '../../listener/times.ts';
import { startSimulator, type SimulatorOptions } from '../../simulator/index.ts';
import { countedIds, producer } from './lines.ts';
import { readBack } from './projected.ts';

interface ListeningOptions {
  readonly simulator?: SimulatorOptions;
  readonly auditEveryMs?: number | null;
  readonly times?: ReceiptTimes;
  readonly failed?: (reason: string) => void;
  /** @default always */
  readonly hasRoom?: (bytes: number) => boolean;
}

export const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
};

/** A listener on a simulator that moves only when told; both end with the test. */
export const listening = async (options: ListeningOptions = {}) => {
  const simulator = await startSimulator({
    seed: 'listener',
    tickMs: 0,
    rows: 200,
    startTimeMs: 1_795_239_437_000,
    meanBlockSeconds: 1e9,
    ...options.simulator,
  });
  const lines: Array<Line> = [];
  const changes: Array<ListenerChange> = [];
  const listener = startListener(
    {
      url: simulator.url,
      userAgent: 'us',
      sockets: null,
      auditEveryMs: options.auditEveryMs ?? null,
      predecessors: [],
    },
    producer,
    options.times ?? liveTimes(),
    {
      ...countedIds(),
      store: (more) => lines.push(...more),
      hasRoom: options.hasRoom ?? (() => true),
      failed:
        options.failed ??
        ((reason) => {
          throw new Error(reason);
        }),
      changed: (change) => changes.push(change),
    },
  );
  onTestFinished(async () => {
    listener.stop();
    await simulator.stop();
  });
  const { session } = listener;
  await until(() => session.tracker !== null && session.tracker.baseOrdinal !== null);
  return {
    simulator,
    listener,
    session,
    changes,
    /** What was written so far. */
    read: (): ReadonlyArray<ReadLine> => lines.map(readBack),
    caughtUp: (): Promise<void> =>
      until(() => session.tracker?.sequence === simulator.truth().sequence),
    state: () => session.tracker?.block.totals,
    truth: () => {
      const { transactions, feeSats, weight } = simulator.truth().nextBlock;
      return { transactions, feeSats, weight };
    },
  };
};
