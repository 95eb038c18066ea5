import { describe, expect, it } from 'vitest';
import { folderPoller, observedIn, type FolderPoller } from '../../support/chain/folder-poller.ts';
import { checkLedgers } from '../../support/chain/simulated.ts';
import { GENESIS_S, TreeSource } from '../../support/chain/tree-source.ts';
import { serve } from '../../support/http-server.ts';
import { right } from '../../support/warehouse.ts';

/** A source whose blocks can be spoiled, over a real socket. */
const begin = async (blocks: number) => {
  const source = new TreeSource(blocks);
  const url = await serve((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(right(source.answer(request.url ?? '')));
  });
  const nowMs = (): number => (source.main.at(-1)?.minedAtS ?? GENESIS_S) * 1000;
  return { source, poller: folderPoller(url, nowMs) };
};

const quarantined = async (poller: FolderPoller) =>
  (await poller.lines()).flatMap((line) => (line.type === 'FragmentRejected' ? [line.fields] : []));

const spoil = (source: TreeSource, height: number): void => {
  source.spoiled.add(source.main[height]?.id ?? '');
};

const heightsIn = async (poller: FolderPoller): Promise<ReadonlyArray<number>> =>
  [...new Set(observedIn(await poller.lines()).map(({ height }) => height))].sort((a, b) => a - b);

const range = (from: number, to: number): ReadonlyArray<number> =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('a block that does not decode', () => {
  it('is in quarantine once, though the page comes again each minute, and is declared missing', async () => {
    const { source, poller } = await begin(40);
    await poller.turn();
    source.mine(4);
    spoil(source, 41);
    for (let minute = 0; minute < 5; minute += 1)
      expect(await poller.turn()).toMatchObject({ end: 'finished', fault: null });
    expect(await quarantined(poller)).toMatchObject([
      { reason: 'does-not-decode', valuePath: 'tx_count' },
    ]);
    expect(await heightsIn(poller)).toStrictEqual([...range(25, 40), 42, 43]);
    const { state } = await poller.turn();
    expect(state).toMatchObject({ pending: [{ from: 41, to: 41 }], followedHeight: 43 });
    await checkLedgers(poller);
  });

  it('does not hold up those above it, those below it, nor an outage', async () => {
    const { source, poller } = await begin(40);
    await poller.turn();
    source.mine(60);
    spoil(source, 80);
    spoil(source, 50);
    for (let minute = 0; minute < 4; minute += 1) {
      source.mine(1);
      expect(await poller.turn()).toMatchObject({ end: 'finished', fault: null });
    }
    const expected = range(25, 103).filter((height) => height !== 80 && height !== 50);
    expect(await heightsIn(poller)).toStrictEqual(expected);
    expect(await quarantined(poller)).toHaveLength(2);
    const { state } = await poller.turn();
    expect(state?.pending).toStrictEqual([
      { from: 80, to: 80 },
      { from: 50, to: 50 },
    ]);
    await checkLedgers(poller);
  });

  it('is asked for ever more rarely, and is there once it decodes', async () => {
    const { source, poller } = await begin(40);
    await poller.turn();
    source.mine(30);
    spoil(source, 45);
    await poller.turn();
    const before = poller.asked.length;
    await poller.turn();
    await poller.turn();
    expect(poller.asked.slice(before)).toStrictEqual(['/api/v1/blocks', '/api/v1/blocks']);
    source.spoiled.clear();
    source.mine(1); // ten minutes later
    const report = await poller.turn();
    expect(poller.asked.slice(before + 2)).toStrictEqual(['/api/v1/blocks', '/api/v1/blocks/45']);
    expect(report.state).toMatchObject({ pending: [], postponed: [] });
    expect(await heightsIn(poller)).toStrictEqual(range(25, 70));
    await checkLedgers(poller);
  });

  it('at the tip leaves the block below it to be the tip, for now', async () => {
    const { source, poller } = await begin(40);
    await poller.turn();
    source.mine(2);
    spoil(source, 41);
    expect((await poller.turn()).state).toMatchObject({ followedHeight: 40, pending: [] });
    source.spoiled.clear();
    expect((await poller.turn()).state).toMatchObject({ followedHeight: 41, pending: [] });
    expect(await heightsIn(poller)).toStrictEqual(range(25, 41));
    await checkLedgers(poller);
  });
});

describe('a page that is no chain', () => {
  type Page = ReadonlyArray<{ readonly height: number }>;
  const pages: ReadonlyArray<readonly [string, (page: Page) => Page]> = [
    ['the lowest block first', (page) => page.toReversed()],
    ['a block left out near the tip', (page) => page.filter(({ height }) => height !== 36)],
  ];

  it.each(pages)(
    '(%s) fails the turn in a sentence: nothing of it is taken',
    async (_what, odd) => {
      const source = new TreeSource(40);
      const url = await serve((request, response) => {
        const page: unknown = JSON.parse(right(source.answer(request.url ?? '')).toString());
        response.end(JSON.stringify(Array.isArray(page) ? odd(page) : page));
      });
      const poller = folderPoller(url, () => GENESIS_S * 1000);
      for (let minute = 0; minute < 2; minute += 1) {
        const report = await poller.turn();
        expect(report).toMatchObject({ end: 'failed', fault: { code: 'not-linked' }, written: 0 });
        expect(report.fault?.message).toBe(
          `${url}/api/v1/blocks gave blocks that are not each other's parents, also when it was asked again; is it a mempool backend, and in sync?`,
        );
      }
      await checkLedgers(poller);
    },
  );
});

describe('an answer that is JSON of something else', () => {
  it.each(['{"error":"sorry"}', '[]', '[1,2]', '{"blocks":[]}'])(
    '(%s) fails the turn in a sentence, is counted, and goes into quarantine once at most',
    async (body) => {
      const url = await serve((_request, response) => response.end(body));
      const poller = folderPoller(url, () => GENESIS_S * 1000);
      for (let minute = 0; minute < 2; minute += 1) {
        const report = await poller.turn();
        expect(report).toMatchObject({ end: 'failed', fault: { code: 'not-blocks' }, written: 0 });
        expect(report.fault?.message).toBe(
          `${url}/api/v1/blocks answered ${JSON.stringify(body)}, not a list of blocks; is it a mempool backend, and in sync?`,
        );
      }
      const rejections = await quarantined(poller);
      expect(rejections).toHaveLength(body === '[]' ? 0 : body === '[1,2]' ? 2 : 1);
      await checkLedgers(poller);
    },
  );
});
