import { describe, expect, it } from 'vitest';
import type { RestFaultName } from '../../../simulator/index.ts';
import type { RestFaultCode } from '../../../sources/rest/ports.ts';
import { mainIn } from '../../support/chain/folder-poller.ts';
import { begin, checkWhole, endsOf, START_HEIGHT } from '../../support/chain/simulated.ts';

const failing: ReadonlyArray<readonly [RestFaultName, RestFaultCode]> = [
  ['rest-429', 'throttled'],
  ['rest-429-bare', 'throttled'],
  ['rest-500', 'server-error'],
  ['rest-503', 'syncing'],
  ['rest-203', 'deprecated'],
  ['rest-redirect', 'unexpected-status'],
  ['rest-html', 'not-json'],
  ['rest-text', 'not-json'],
  ['rest-empty', 'empty'],
  ['rest-slow', 'timeout'],
  ['rest-hang', 'timeout'],
  ['rest-cut', 'unreachable'],
  ['rest-truncated', 'truncated'],
];

describe('a source that fails', () => {
  it.each(failing)(
    'by %s is told as %s; nothing is lost, and the next turn goes on',
    async (name, code) => {
      const { simulator, poller } = await begin();
      simulator.mineBlocks(20);
      simulator.fault(name);
      const timeoutMs = code === 'timeout' ? 300 : 10_000;
      const broken = await poller.turn({ timeoutMs });
      expect(broken).toMatchObject({ end: 'failed', written: 0, fault: { code } });
      expect(poller.told.filter(({ event }) => event === 'source-failed')).toMatchObject([
        { fault: { code } },
      ]);
      expect(await poller.turn()).toMatchObject({ end: 'finished', fault: null });
      expect(await endsOf(poller)).toStrictEqual(['finished', 'failed', 'finished']);
      await checkWhole(simulator, poller);
    },
  );

  it('in the middle of an outage has what it gave before kept', async () => {
    const { simulator, poller } = await begin();
    simulator.mineBlocks(60);
    let pages = 0;
    const report = await poller.turn({
      ports: {
        told: ({ event }) => {
          if (event !== 'blocks-written') return;
          pages += 1;
          if (pages === 2) simulator.fault('rest-500');
        },
      },
    });
    expect(report).toMatchObject({ end: 'failed', written: 30, fault: { code: 'server-error' } });
    expect(report.state?.pending).toStrictEqual([
      { from: START_HEIGHT + 1, to: START_HEIGHT + 30 },
    ]);
    expect(await poller.turn()).toMatchObject({ end: 'finished', fault: null });
    await checkWhole(simulator, poller);
  });
});

describe('a source that fails in the middle of a reorganisation', () => {
  it('has the new branch kept, and is asked for the old one in the next turn', async () => {
    const { simulator, poller } = await begin();
    simulator.reorg(1);
    const report = await poller.turn({
      asks: (path) => path.startsWith('/api/v1/block/') && simulator.fault('rest-503'),
    });
    expect(report).toMatchObject({ end: 'failed', written: 2, fault: { code: 'syncing' } });
    expect(await poller.turn()).toMatchObject({ end: 'finished', written: 1 });
    expect([...mainIn(await poller.lines()).values()].filter((isMain) => !isMain)).toHaveLength(1);
    await checkWhole(simulator, poller);
  });
});

describe('a source whose answers are whole and odd', () => {
  it.each(['rest-mislabelled', 'rest-behind', 'rest-moves'] as const)(
    '(%s) is followed all the same',
    async (name) => {
      const { simulator, poller } = await begin();
      simulator.mineBlocks(20);
      await poller.turn();
      simulator.mineBlocks(3);
      simulator.fault(name);
      expect(await poller.turn()).toMatchObject({ end: 'finished', fault: null });
      await poller.turn();
      await checkWhole(simulator, poller);
      const main = mainIn(await poller.lines());
      for (const { id } of simulator.truth().minedBlocks) expect(main.get(id)).toBe(true);
    },
  );

  it('(behind, time and again) has no block observed off the main chain that never left it', async () => {
    const { simulator, poller } = await begin();
    for (let minute = 0; minute < 6; minute += 1) {
      simulator.mineBlock();
      if (minute % 2 === 1) simulator.fault('rest-behind');
      expect(await poller.turn()).toMatchObject({ end: 'finished', fault: null });
    }
    await poller.turn();
    await checkWhole(simulator, poller);
    expect([...mainIn(await poller.lines()).values()]).not.toContain(false);
  });
});
