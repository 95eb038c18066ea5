import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sha256 } from '../../cli/program.ts';
import type { Turn } from '../../poller/chain/turn.ts';
import type { PollerEvent } from '../../poller/events.ts';
import { startPoller } from '../../poller/index.ts';
import { lakeInFolder } from '../../poller/lake.ts';
import type { RunReport } from '../../poller/run.ts';
import type { Simulator } from '../../simulator/index.ts';
import { identity, linesIn } from '../support/chain/folder-poller.ts';
import { checkWhole, simulate, START_HEIGHT } from '../support/chain/simulated.ts';
import { nowhere, serve } from '../support/http-server.ts';
import { temporaryFolder } from '../support/lake-folder.ts';
import { producer } from '../support/lines.ts';
import { right } from '../support/warehouse.ts';

const HOUR_MS = 3_600_000;

interface Begun {
  readonly nowMs?: () => number;
  readonly everyMs?: number;
  /** Called after each turn. */
  readonly ran?: () => void;
}

const start = async (url: string, { nowMs = Date.now, everyMs = HOUR_MS, ran }: Begun = {}) => {
  const root = temporaryFolder();
  const lakeDir = join(root, 'lake');
  const told: Array<PollerEvent> = [];
  const reports: Array<RunReport<Turn>> = [];
  let epochs = 0;
  const poller = startPoller({
    url,
    userAgent: 'us',
    lake: right(await lakeInFolder(lakeDir, join(root, 'lake.poller.json'), identity)),
    newId: () => `e${String((epochs += 1)).padStart(4, '0')}`,
    sha256,
    nowMs,
    told: (event) => told.push(event),
    producer,
    everyMs,
    ran: (report) => {
      reports.push(report);
      ran?.();
    },
  });
  onTestFinished(poller.stop);
  return { ...poller, told, reports, lines: () => linesIn(lakeDir) };
};

const byTimeOf = (simulator: Simulator) => ({ nowMs: () => simulator.truth().nowMs });

describe('a poller', () => {
  it('takes a turn when it is told to, and by itself from time to time', async () => {
    const simulator = await simulate();
    const poller = await start(simulator.url, {
      ...byTimeOf(simulator),
      everyMs: 20,
      ran: simulator.mineBlock,
    });
    expect(await poller.pollNow()).toMatchObject({ end: 'finished', written: 15 });
    await reached(() => poller.reports.length >= 3);
    await poller.stop();
    expect(poller.reports.slice(1, 3)).toMatchObject([
      { end: 'finished', written: 1 },
      { end: 'finished', written: 1 },
    ]);
  });

  it('takes its turns one after the other, whoever asks', async () => {
    const simulator = await simulate();
    const poller = await start(simulator.url, byTimeOf(simulator));
    const reports = await Promise.all([poller.pollNow(), poller.pollNow()]);
    expect(reports).toMatchObject([{ written: 15 }, { written: 0, end: 'finished' }]);
    expect(poller.told.map(({ event }) => event)).toStrictEqual(['blocks-written']);
  });

  it('whose turn takes long does not make up for those it held up', async () => {
    const answers: Array<() => void> = [];
    const url = await serve((_request, response) => answers.push(() => response.end('[]')));
    const poller = await start(url, { everyMs: 5 });
    const turn = poller.pollNow();
    await reached(() => answers.length === 1);
    let intervals = 0;
    const counting = setInterval(() => (intervals += 1), 5);
    await reached(() => intervals === 10);
    clearInterval(counting);
    answers[0]?.();
    await turn;
    await poller.stop();
    expect(poller.reports.length).toBeLessThanOrEqual(2);
  });

  it('outlasts what passes within its turn, and says so', async () => {
    const simulator = await simulate();
    const poller = await start(simulator.url, byTimeOf(simulator));
    simulator.fault('rest-500');
    simulator.fault('rest-cut');
    expect(await poller.pollNow()).toMatchObject({ end: 'finished', fault: null, written: 15 });
    expect(poller.told).toMatchObject([
      { event: 'source-asked-again', fault: { code: 'server-error' } },
      { event: 'source-asked-again', fault: { code: 'unreachable' } },
      { event: 'blocks-written' },
    ]);
  });

  it('that finds nobody says so, closes its epoch, and goes on with the next turn', async () => {
    const poller = await start(await nowhere());
    for (let turn = 1; turn <= 2; turn += 1) {
      const report = await poller.pollNow();
      expect(report).toMatchObject({ end: 'failed', fault: { code: 'unreachable' } });
      const types = (await poller.lines()).map(({ type }) => type);
      const ledger = ['EpochOpened', 'ChainCovered', 'FeedCounted', 'EpochClosed'];
      expect(types).toStrictEqual(Array.from({ length: turn }, () => ledger).flat());
    }
  });

  it('stopped in the middle of an outage keeps what it read, and the rest is declared', async () => {
    const simulator = await simulate();
    const poller = await start(simulator.url, byTimeOf(simulator));
    await poller.pollNow();
    simulator.mineBlocks(60);
    const turn = poller.pollNow();
    await reached(() => poller.told.length === 2);
    await poller.stop();
    const { end, fault, state } = await turn;
    expect({ end, fault }).toStrictEqual({ end: 'stopped', fault: null });
    expect(state?.followedHeight).toBe(START_HEIGHT + 60);
    expect(state?.pending).toHaveLength(1);
    const closed = (await poller.lines()).findLast(({ type }) => type === 'EpochClosed');
    expect(closed?.fields).toMatchObject({ closeReason: 'stopped' });
  });

  it('follows a chain that moves all the time', async () => {
    const simulator = await simulate();
    const poller = await start(simulator.url, byTimeOf(simulator));
    for (const depth of [1, 2, 1]) {
      await poller.pollNow();
      simulator.mineBlocks(3);
      simulator.reorg(depth, 0);
    }
    expect(await poller.pollNow()).toMatchObject({ end: 'finished', fault: null });
    await checkWhole(simulator, poller);
  });
});

/** Resolves once something is so. */
const reached = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise(setImmediate);
};
