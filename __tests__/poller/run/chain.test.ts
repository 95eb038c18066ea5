import { readLine } from '@bitcoin-pipeline/model';
import { describe, expect, it } from 'vitest';
import { hourOf, linesOf } from '../../../lake/read.ts';
import { folderPoller, observedIn } from '../../support/chain/folder-poller.ts';
import {
  begin,
  checkWhole,
  endsOf,
  FIRST_HEIGHT,
  simulate,
  START_HEIGHT,
  tipOf,
} from '../../support/chain/simulated.ts';
import { right } from '../../support/warehouse.ts';

describe('a turn', () => {
  it('writes only what is new', async () => {
    const { simulator, poller } = await begin();
    expect(await poller.turn()).toMatchObject({ end: 'finished', requests: 1, written: 0 });
    simulator.mineBlock();
    const before = (await poller.lines()).length;
    expect(await poller.turn()).toMatchObject({ end: 'finished', requests: 1, written: 1 });
    expect(observedIn((await poller.lines()).slice(before))).toMatchObject([
      { height: START_HEIGHT + 1, blockHash: tipOf(simulator).id, onMainChain: true },
    ]);
    await checkWhole(simulator, poller);
  });

  it('keeps a ledger: its epoch, what the chain holds, its counts, and how it ended', async () => {
    const { simulator, poller } = await begin();
    const ledger = (await poller.lines()).filter(({ type }) => type !== 'BlockObserved');
    expect(ledger.map(({ type, fields }) => [type, fields])).toMatchObject([
      ['EpochOpened', { epochKind: 'poller', endpoint: `${simulator.url}/api/v1/blocks` }],
      [
        'ChainCovered',
        {
          topHeight: START_HEIGHT,
          lowestHeight: FIRST_HEIGHT,
          coveredBlocks: 15,
          pendingBlocks: 0,
        },
      ],
      ['FeedCounted', { fragmentsIn: 15, fragmentsAccepted: 15, fragmentsQuarantined: 0 }],
      ['EpochClosed', { closeReason: 'finished' }],
    ]);
    expect(JSON.parse(ledger[1]?.payloadText ?? '')).toStrictEqual({
      segments: [{ from: FIRST_HEIGHT, to: START_HEIGHT }],
      pending: [],
      replaced: [],
      followed: START_HEIGHT,
    });
  });

  it('puts each line below the hour it was read in, also when midnight comes between', async () => {
    const simulator = await simulate();
    const midnightMs = Date.parse('2026-11-22T00:00:00Z');
    let nowMs = midnightMs - 60_000;
    const poller = folderPoller(simulator.url, () => nowMs);
    await poller.turn();
    simulator.reorg(1);
    // written together: the new branch, read before midnight, and the replaced block, read after it
    const replacedAtMidnight = (path: string): void => {
      if (path.startsWith('/api/v1/block/')) nowMs = midnightMs;
    };
    expect(await poller.turn({ asks: replacedAtMidnight })).toMatchObject({ written: 3 });
    const hours = new Set<string>();
    for await (const { key, text } of linesOf(poller.lakeDir)) {
      const hour = hourOf(right(readLine(text)).envelope.observedAt);
      expect(key).toContain(`/${hour}/`);
      hours.add(hour);
    }
    expect([...hours].sort()).toStrictEqual(['dt=2026-11-21/hr=23', 'dt=2026-11-22/hr=00']);
    await checkWhole(simulator, poller);
  });
});

describe('an outage', () => {
  it('of 500 blocks is read in two turns; what is missing between them is declared', async () => {
    const { simulator, poller } = await begin();
    simulator.mineBlocks(500);
    const first = await poller.turn();
    expect(first).toMatchObject({ end: 'finished', requests: 20, written: 300 });
    const gap = { from: START_HEIGHT + 1, to: START_HEIGHT + 200 };
    expect(first.state).toMatchObject({
      segments: [
        { from: START_HEIGHT + 201, to: START_HEIGHT + 500 },
        { from: FIRST_HEIGHT, to: START_HEIGHT },
      ],
      pending: [gap],
    });
    const said = (await poller.lines()).findLast(({ type }) => type === 'ChainCovered');
    expect(said?.fields).toMatchObject({ pendingBlocks: 200, coveredBlocks: 315 });
    expect(JSON.parse(said?.payloadText ?? '')).toMatchObject({ pending: [gap] });
    const second = await poller.turn();
    expect(second.requests).toBeLessThanOrEqual(1 + Math.ceil(200 / 15));
    expect(second.state).toMatchObject({
      segments: [{ from: FIRST_HEIGHT, to: START_HEIGHT + 500 }],
      pending: [],
    });
    await checkWhole(simulator, poller);
  });

  it.each(['deadline', 'stopped'] as const)(
    'is read as far as it goes where the turn is cut short (%s), and on from there',
    async (whenAborted) => {
      const { simulator, poller } = await begin();
      simulator.mineBlocks(120);
      const cut = new AbortController();
      const report = await poller.turn({
        signal: cut.signal,
        whenAborted,
        ports: { told: ({ event }) => event === 'blocks-written' && cut.abort() },
      });
      expect(report).toMatchObject({ end: whenAborted, fault: null, requests: 1, written: 15 });
      expect(report.state?.pending).toStrictEqual([
        { from: START_HEIGHT + 1, to: START_HEIGHT + 105 },
      ]);
      expect(await poller.turn()).toMatchObject({ end: 'finished', fault: null });
      expect(await endsOf(poller)).toStrictEqual(['finished', whenAborted, 'finished']);
      await checkWhole(simulator, poller);
    },
  );

  it('cut short while a page is on its way is no failure of the source', async () => {
    const { simulator, poller } = await begin();
    simulator.mineBlocks(5);
    simulator.fault('rest-hang');
    const cut = new AbortController();
    const cutting = setTimeout(() => cut.abort(), 100);
    const report = await poller.turn({ signal: cut.signal, whenAborted: 'deadline' });
    clearTimeout(cutting);
    expect(report).toMatchObject({ end: 'deadline', fault: null, written: 0 });
    expect(poller.told.map(({ event }) => event)).not.toContain('source-failed');
    expect(await poller.turn()).toMatchObject({ end: 'finished', written: 5 });
    await checkWhole(simulator, poller);
  });
});
