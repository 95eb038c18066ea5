import { expect, onTestFinished } from 'vitest';
import { startSimulator, type Simulator } from '../../../simulator/index.ts';
import { countsOf } from '../conservation.ts';
import { epochsOf, folderPoller, wholenessOf, type FolderPoller } from './folder-poller.ts';

const START_MS = Date.parse('2026-11-21T06:00:00Z');
export const START_HEIGHT = 900_000;
/** The lowest block of the first page of all. */
export const FIRST_HEIGHT = START_HEIGHT - 14;

/** A backend that only moves when it is told to. */
export const simulate = async (): Promise<Simulator> => {
  const simulator = await startSimulator({
    seed: 'poller',
    tickMs: 0,
    rows: 20,
    startTimeMs: START_MS,
    startHeight: START_HEIGHT,
    pastBlocks: 100,
  });
  onTestFinished(simulator.stop);
  return simulator;
};

/** A backend, and a poller that goes by its time and has had its first turn. */
export const begin = async (): Promise<{
  readonly simulator: Simulator;
  readonly poller: FolderPoller;
}> => {
  const simulator = await simulate();
  const poller = folderPoller(simulator.url, () => simulator.truth().nowMs);
  expect(await poller.turn()).toMatchObject({ end: 'finished', requests: 1, written: 15 });
  return { simulator, poller };
};

export const tipOf = (simulator: Simulator): { readonly height: number; readonly id: string } => {
  const tip = simulator.truth().minedBlocks.at(-1);
  if (tip === undefined) throw new Error('no block was mined');
  return tip;
};

/** What every run promises of its ledger and its counts, whatever it met. */
export const checkLedgers = async (poller: Pick<FolderPoller, 'lines'>): Promise<void> => {
  for (const lines of epochsOf(await poller.lines())) {
    expect(lines[0]?.type).toBe('EpochOpened');
    expect(lines.slice(-3).map(({ type }) => type)).toStrictEqual([
      'ChainCovered',
      'FeedCounted',
      'EpochClosed',
    ]);
    expect(lines.map(({ envelope }) => envelope.ordinal)).toStrictEqual(
      lines.map((_, index) => index + 1),
    );
    for (const { counted, held } of countsOf(lines)) expect(counted).toStrictEqual(held);
    const [counts] = lines.flatMap((line) => (line.type === 'FeedCounted' ? [line.fields] : []));
    expect(counts?.fragmentsIn).toBe(
      (counts?.fragmentsAccepted ?? 0) +
        (counts?.fragmentsIgnored ?? 0) +
        (counts?.fragmentsQuarantined ?? 0),
    );
  }
};

/** In the lake no height is missing up to the tip, none has two canonical blocks, and all are linked. */
export const checkWhole = async (
  simulator: Simulator,
  poller: Pick<FolderPoller, 'lines'>,
  from = FIRST_HEIGHT,
): Promise<void> => {
  expect(wholenessOf(await poller.lines())).toStrictEqual({
    from,
    to: tipOf(simulator).height,
    odd: [],
    unlinked: [],
  });
  await checkLedgers(poller);
};

/** How each run ended, in order. */
export const endsOf = async (poller: Pick<FolderPoller, 'lines'>): Promise<ReadonlyArray<string>> =>
  (await poller.lines()).flatMap((line) =>
    line.type === 'EpochClosed' ? [line.fields.closeReason] : [],
  );
