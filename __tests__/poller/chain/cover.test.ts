import { describe, expect, it } from 'vitest';
import { cover } from '../../../poller/chain/cover.ts';
import { EMPTY } from '../../../poller/chain/state.ts';
import { branch, brief, hashesOf, holding, seen } from '../../support/chain/seen.ts';

const covered = (...args: Parameters<typeof cover>) => {
  const made = cover(...args);
  if (made === null) throw new Error('it does not fit');
  return made;
};

describe('what is read from the tip', () => {
  it('is all new to a state that holds nothing', () => {
    const { state, fresh, contestedHeight } = covered(EMPTY, branch('a', 9, 5), true);
    expect(hashesOf(fresh)).toStrictEqual(['a9', 'a8', 'a7', 'a6', 'a5']);
    expect(contestedHeight).toBeNull();
    expect(brief(state)).toStrictEqual({
      segments: [[5, 9, 'a9']],
      pending: [],
      replaced: [],
      followedHeight: 9,
      newest: ['a9', 'a8', 'a7', 'a6', 'a5'],
    });
  });

  it('again is nothing new, but for blocks whose bytes changed', () => {
    const held = holding(branch('a', 9, 5));
    expect(covered(held, branch('a', 9, 5), true)).toMatchObject({ fresh: [], state: held });
    const [top, ...below] = branch('a', 9, 5);
    const changed = { ...seen('a', 8), sha256: 'others' };
    const after = covered(held, [top, changed, ...below.slice(1)], true);
    expect(after.fresh).toStrictEqual([changed]);
    expect(after.state.newest.map(({ sha256 }) => sha256)[1]).toBe('others');
  });

  it('above what is held leaves the heights between pending', () => {
    const { state } = covered(holding(branch('a', 9, 5)), branch('a', 40, 26), true);
    expect(brief(state)).toMatchObject({
      segments: [
        [26, 40, 'a40'],
        [5, 9, 'a9'],
      ],
      pending: [[10, 25]],
      followedHeight: 40,
    });
  });

  it('joins what is held where it stands on it', () => {
    const { state, fresh } = covered(holding(branch('a', 9, 5)), branch('a', 12, 10), true);
    expect(brief(state)).toMatchObject({ segments: [[5, 12, 'a12']], pending: [] });
    expect(hashesOf(fresh)).toStrictEqual(['a12', 'a11', 'a10']);
  });

  it('with another block at the same height replaces it', () => {
    const { state, fresh } = covered(holding(branch('a', 9, 5)), branch('b', 9, 9, 'a'), true);
    expect(hashesOf(fresh)).toStrictEqual(['b9']);
    expect(brief(state)).toStrictEqual({
      segments: [[5, 9, 'b9']],
      pending: [],
      replaced: ['a9'],
      followedHeight: 9,
      newest: ['b9', 'a8', 'a7', 'a6', 'a5'],
    });
  });

  it('shorter than what is held gives up what it does not have', () => {
    const { state, fresh } = covered(holding(branch('a', 9, 5)), branch('b', 8, 7, 'a'), true);
    expect(hashesOf(fresh)).toStrictEqual(['b8', 'b7']);
    expect(brief(state)).toMatchObject({
      segments: [[5, 8, 'b8']],
      replaced: ['a9', 'a8', 'a7'],
      followedHeight: 8,
    });
  });

  it('that does not link to what is held below it says where to read on', () => {
    const { state, contestedHeight } = covered(
      holding(branch('a', 30, 5)),
      branch('b', 31, 20),
      true,
    );
    expect(contestedHeight).toBe(19);
    // the block at 19 is known not to be its parent, of those below it nothing is known yet
    expect(brief(state)).toMatchObject({
      segments: [
        [20, 31, 'b31'],
        [5, 18, 'a18'],
      ],
      pending: [[19, 19]],
    });
    expect(hashesOf(state.replaced)).toContain('a19');
  });

  it('with a block that came back no longer calls it replaced', () => {
    const held = holding(branch('a', 9, 5), branch('b', 9, 9, 'a'));
    const { state, fresh } = covered(held, branch('a', 10, 5), true);
    expect(hashesOf(fresh)).toStrictEqual(['a10', 'a9']);
    expect(brief(state)).toMatchObject({ segments: [[5, 10, 'a10']], replaced: ['b9'] });
  });
});

describe('what is read below the tip', () => {
  const held = holding(branch('a', 9, 5), branch('a', 40, 26));

  it('fills the gap from above, and joins both sides when it is closed', () => {
    const { state } = covered(held, branch('a', 25, 15), false);
    expect(brief(state)).toMatchObject({ pending: [[10, 14]], followedHeight: 40 });
    expect(brief(covered(state, branch('a', 14, 10), false).state)).toMatchObject({
      segments: [[5, 40, 'a40']],
      pending: [],
    });
  });

  it('fits nothing where it is not the parent of what is held above', () => {
    expect(cover(held, branch('b', 25, 15), false)).toBeNull();
  });

  it('may be an island of its own', () => {
    const { state } = covered(held, branch('a', 18, 12), false);
    expect(brief(state)).toMatchObject({
      segments: [
        [26, 40, 'a40'],
        [12, 18, 'a18'],
        [5, 9, 'a9'],
      ],
      pending: [
        [19, 25],
        [10, 11],
      ],
    });
  });

  it('fits nothing where the chain up to the tip has another block', () => {
    expect(cover(held, branch('b', 30, 27), false)).toBeNull();
  });

  it('takes the place of an island that is of another branch', () => {
    const { state } = covered(held, branch('b', 9, 7), false);
    expect(brief(state)).toMatchObject({ replaced: ['a9', 'a8', 'a7', 'a6'], followedHeight: 40 });
    expect(brief(state).segments).toContainEqual([7, 9, 'b9']);
  });
});
