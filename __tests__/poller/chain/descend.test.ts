import { describe, expect, it } from 'vitest';
import { descend, linkedRuns } from '../../../poller/chain/descend.ts';
import { branch, brief, hashesOf, holding, seen } from '../../support/chain/seen.ts';

const held = holding(branch('a', 9, 5), branch('a', 40, 26));

describe('the blocks of a page', () => {
  it('are one run where each is the child of the next, and none where there are none', () => {
    expect(linkedRuns(branch('a', 9, 5)).map(hashesOf)).toStrictEqual([
      ['a9', 'a8', 'a7', 'a6', 'a5'],
    ]);
    expect(linkedRuns([])).toStrictEqual([]);
  });

  it('part where a height is missing, a parent is another, or a height comes twice', () => {
    const page = [seen('a', 9), seen('a', 8), seen('a', 6), seen('b', 5), seen('b', 5)];
    expect(linkedRuns(page).map(hashesOf)).toStrictEqual([['a9', 'a8'], ['a6'], ['b5'], ['b5']]);
  });
});

describe('a page below the tip', () => {
  it('that begins with what was asked for is taken whole', () => {
    const { state, fresh, fits, holes, ignored } = descend(held, 25, [branch('a', 25, 11)], 0);
    expect({ fits, holes, ignored }).toStrictEqual({ fits: true, holes: [], ignored: [] });
    expect(fresh).toHaveLength(15);
    expect(brief(state).pending).toStrictEqual([[10, 10]]);
  });

  it('that begins lower does not fit, unless as many of its blocks did not decode', () => {
    expect(descend(held, 25, [branch('a', 24, 11)], 0)).toMatchObject({ fits: false, fresh: [] });
    const below = descend(held, 25, [branch('a', 24, 11)], 1);
    expect(below).toMatchObject({ fits: true, holes: [{ from: 25, to: 25 }] });
    expect(descend(held, 25, [branch('a', 23, 11)], 1).fits).toBe(false);
  });

  it('that begins higher than what was asked for does not fit', () => {
    expect(descend(held, 25, [branch('a', 26, 12)], 5).fits).toBe(false);
  });

  it('is taken down to where the chain moved; the rest is unlinked', () => {
    const runs = [branch('a', 25, 20), branch('b', 19, 11)];
    const { state, fresh, fits, ignored } = descend(held, 25, runs, 0);
    expect(fits).toBe(true);
    expect(fresh).toHaveLength(6);
    expect(ignored.map(([, kind]) => kind)).toStrictEqual(
      Array.from({ length: 9 }, () => 'block-unlinked'),
    );
    expect(brief(state).pending).toStrictEqual([[10, 19]]);
  });

  it('goes on below blocks that did not decode, which are its holes', () => {
    const runs = [branch('a', 25, 22), branch('a', 19, 11)];
    const { state, holes, fresh } = descend(held, 25, runs, 2);
    expect(holes).toStrictEqual([{ from: 20, to: 21 }]);
    expect(fresh).toHaveLength(13);
    expect(brief(state).pending).toStrictEqual([
      [20, 21],
      [10, 10],
    ]);
  });

  it('ignores what is held as it was', () => {
    const { ignored, fresh } = descend(held, 9, [branch('a', 9, 5)], 0);
    expect(fresh).toStrictEqual([]);
    expect(ignored.map(([{ hash }, kind]) => [hash, kind])).toStrictEqual(
      ['a9', 'a8', 'a7', 'a6', 'a5'].map((hash) => [hash, 'block-unchanged']),
    );
  });
});
