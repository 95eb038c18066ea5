import { expect, it } from 'vitest';
import { beginBackfill, heardBackfill } from '../../../poller/chain/backfill.ts';
import { EMPTY } from '../../../poller/chain/state.ts';
import { branch, brief } from '../../support/chain/seen.ts';

it('a block that did not decode is missing, at the bottom of the range as in its middle', () => {
  const begun = beginBackfill(EMPTY, { from: 10, to: 20 }, 'newest');
  const page = [...branch('a', 20, 16), ...branch('a', 14, 11)];
  const { turn: above } = heardBackfill(begun, page, 1);
  expect(above.ask).toMatchObject({ height: 10 });
  const { turn: done } = heardBackfill(above, [], 1);
  expect(done.ask).toBeNull();
  expect(done.holes).toStrictEqual([
    { from: 15, to: 15 },
    { from: 10, to: 10 },
  ]);
  expect(brief(done.state).pending).toStrictEqual([
    [15, 15],
    [10, 10],
  ]);
});
