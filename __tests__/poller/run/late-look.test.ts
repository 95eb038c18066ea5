import { expect, it } from 'vitest';
import { readLine } from '@bitcoin-pipeline/model';
import { linesOf } from '../../../lake/read.ts';
import type { FolderPoller } from '../../support/chain/folder-poller.ts';
import { begin, checkWhole, FIRST_HEIGHT, tipOf } from '../../support/chain/simulated.ts';
import { right } from '../../support/warehouse.ts';

/** By height: whether each observation of its block had the percentiles, in the order they were written. */
const looksIn = async ({ lakeDir }: FolderPoller): Promise<ReadonlyMap<number, Array<boolean>>> => {
  const looks = new Map<number, Array<boolean>>();
  for await (const { text } of linesOf(lakeDir, ['block-metadata'])) {
    const line = right(readLine(text));
    if (line.type !== 'BlockObserved') continue;
    const isComplete = !line.payloadText.includes('"feePercentiles":null');
    looks.set(line.fields.height, [...(looks.get(line.fields.height) ?? []), isComplete]);
  }
  return looks;
};

it('what the source fills in later comes by one second look at each block, a page at a time', async () => {
  const { simulator, poller } = await begin();
  const minutes = 75;
  let requests = 0;
  for (let minute = 0; minute < minutes; minute += 1) {
    simulator.mineBlock();
    requests += (await poller.turn()).requests;
  }
  await checkWhole(simulator, poller);
  const looks = await looksIn(poller);
  const tipHeight = tipOf(simulator).height;
  // those that lie below the source's memory and, with the page they are in, were due
  for (let height = FIRST_HEIGHT; height < tipHeight - 32 - 15; height += 1)
    expect([[false, true], [true]]).toContainEqual(looks.get(height));
  for (let height = tipHeight - 32; height <= tipHeight; height += 1)
    expect(looks.get(height)).toStrictEqual([false]);
  const secondLooks = [...looks.values()].filter(({ length }) => length > 1).length;
  expect(secondLooks).toBeGreaterThan(30);
  // one request for the tip each minute, and a page for every eleven blocks or more
  expect(requests - minutes).toBeLessThanOrEqual(Math.ceil(secondLooks / 11));
}, 60_000);

it('a block that nobody looked at for a day is left as it was', async () => {
  const { simulator, poller } = await begin();
  const nowMs = (): number => simulator.truth().nowMs + 25 * 3_600_000;
  simulator.mineBlocks(50);
  expect(await poller.turn({ ports: { nowMs } })).toMatchObject({ end: 'finished' });
  const before = poller.asked.length;
  await poller.turn({ ports: { nowMs } });
  expect(poller.asked.slice(before)).toStrictEqual(['/api/v1/blocks']);
});
