import { describe, expect, it } from 'vitest';
import type { ChainState, SeenBlock } from '../../../poller/chain/state.ts';
import { EMPTY } from '../../../poller/chain/state.ts';
import {
  beginTurn,
  ended,
  heard,
  inOrder,
  isSettled,
  unknownBlock,
  type Turn,
} from '../../../poller/chain/turn.ts';
import { branch, brief, hashesOf, holding, seen } from '../../support/chain/seen.ts';

const NOW_MS = 0;
const begin = (state: ChainState, blocks = 300): Turn => beginTurn(state, blocks, NOW_MS);

/** What these answers lead to, one after the other. */
const after = (turn: Turn, ...pages: ReadonlyArray<ReadonlyArray<SeenBlock>>): Turn =>
  pages.reduce((at, page) => heard(at, page, 0).turn, turn);

const askOf = ({ ask }: Turn) => {
  if (ask === null) return null;
  return ask.tag === 'page' ? [ask.why, ask.height] : ['block', ask.replaced.hash];
};

const waitingOf = ({ waiting }: Turn) =>
  inOrder(waiting).map(({ block, onMainChain }) => [block.hash, onMainChain]);

describe('a turn', () => {
  it('begins with the tip, and ends there where nothing is missing', () => {
    const turn = begin(holding(branch('a', 20, 5)));
    expect(askOf(turn)).toStrictEqual(['head', null]);
    const done = after(turn, branch('a', 21, 7));
    expect(askOf(done)).toBeNull();
    expect(waitingOf(done)).toStrictEqual([['a21', true]]);
  });

  it('of a state that holds nothing takes one page, not all that ever was', () => {
    const done = after(begin(EMPTY), branch('a', 900, 886));
    expect(askOf(done)).toBeNull();
    expect(brief(done.state)).toMatchObject({ segments: [[886, 900, 'a900']], pending: [] });
  });

  it('reads on below a first page that is short of its window', () => {
    const turn = after(begin(holding(branch('a', 20, 5))), branch('a', 21, 18));
    expect(askOf(turn)).toStrictEqual(['head', 17]);
    expect(turn.waiting).toStrictEqual([]); // the branches may part below
    expect(isSettled(turn)).toBe(true);
    expect(waitingOf(after(turn, branch('a', 17, 3)))).toStrictEqual(
      ['a3', 'a4', 'a21'].map((hash) => [hash, true]),
    );
  });

  it('goes down to what it holds, page by page, within its bound', () => {
    const held = holding(branch('a', 9, 5));
    const turn = after(begin(held, 30), branch('a', 99, 85));
    expect(askOf(turn)).toStrictEqual(['missing', 84]);
    const done = after(turn, branch('a', 84, 70));
    expect(askOf(done)).toBeNull();
    expect(brief(done.state).pending).toStrictEqual([[10, 69]]);
    const next = after(begin(done.state, 300), branch('a', 99, 85));
    expect(askOf(next)).toStrictEqual(['missing', 69]);
  });

  it('is not settled before a reorganisation is read down to where the branches part', () => {
    const held = holding(branch('a', 40, 5));
    const turn = after(begin(held), branch('b', 40, 26));
    expect(askOf(turn)).toStrictEqual(['missing', 25]);
    expect(isSettled(turn)).toBe(false);
    const parted = after(turn, [...branch('b', 25, 24, 'a'), ...branch('a', 23, 11)]);
    expect(askOf(parted)).toStrictEqual(['block', 'a40']);
    expect(isSettled(parted)).toBe(false);
    const replaced = Array.from({ length: 17 }, (_, index) => seen('a', 40 - index));
    const done = replaced.reduce((at, block) => after(at, [block]), parted);
    expect(isSettled(done)).toBe(true);
    expect(waitingOf(done).slice(0, 4)).toStrictEqual([
      ['a24', false],
      ['b24', true],
      ['a25', false],
      ['b25', true],
    ]);
    expect(waitingOf(done)).toHaveLength(34);
    expect(brief(done.state)).toMatchObject({ segments: [[5, 40, 'b40']], replaced: [] });
  });

  it('asks a replaced block once, and again in later turns where it is not known', () => {
    const held = holding(branch('a', 20, 5), branch('b', 20, 20, 'a'));
    let { state } = begin(held);
    for (let looks = 1; looks <= 10; looks += 1) {
      const turn = after(begin(state), [...branch('b', 20, 20, 'a'), ...branch('a', 19, 6)]);
      expect(askOf(turn)).toStrictEqual(['block', 'a20']);
      const [replaced] = turn.state.replaced;
      if (replaced === undefined) throw new Error('nothing is replaced');
      const done = unknownBlock(turn, replaced);
      expect(askOf(done)).toBeNull();
      expect(done.state.replaced.map((each) => each.looks)).toStrictEqual(
        looks < 10 ? [looks] : [],
      );
      state = done.state;
    }
  });

  it('begins again with the tip where the chain moved between two pages, and gives up in the end', () => {
    let turn = begin(holding(branch('a', 20, 5)));
    for (const again of [1, 2, 3]) {
      turn = after(turn, branch('a', 21, 18));
      expect(askOf(turn)).toStrictEqual(['head', 17]);
      turn = after(turn, branch('b', 17, 3));
      expect(askOf(turn)).toStrictEqual(again < 3 ? ['head', null] : null);
    }
    expect(turn.waiting).toStrictEqual([]);
    expect(brief(turn.state).segments).toStrictEqual([[5, 20, 'a20']]);
  });

  it.each([15, 30, 40, 300])(
    'of %i blocks takes nothing of a source that lists from the lowest up, and says that it gave up',
    (blocks) => {
      const held = holding(branch('a', 20, 5));
      let turn = begin(held, blocks);
      for (let asked = 0; turn.ask !== null; asked += 1) {
        expect(asked).toBeLessThan(6);
        const from = turn.ask.tag === 'page' ? (turn.ask.height ?? 40) : 0;
        turn = after(turn, branch('a', from, Math.max(0, from - 14)).toReversed());
      }
      expect(turn).toMatchObject({ state: held, waiting: [], isGivenUp: true });
    },
  );

  it('puts off what the source does not give, and says so of every block it leaves out', () => {
    const held = holding(branch('a', 9, 5), branch('a', 40, 26));
    const turn = after(begin(held), branch('a', 40, 26));
    expect(askOf(turn)).toStrictEqual(['missing', 25]);
    const { turn: done, ignored } = heard(turn, branch('a', 24, 20), 0);
    expect(askOf(done)).toBeNull();
    expect(done.state.postponed).toStrictEqual([
      { from: 10, to: 25, tries: 1, untilMs: NOW_MS + 60_000 },
    ]);
    expect(ignored.map(([, kind]) => kind)).toStrictEqual(
      Array.from({ length: 5 }, () => 'block-unlinked'),
    );
    expect(askOf(after(begin(done.state), branch('a', 40, 26)))).toBeNull();
    const later = beginTurn(done.state, 300, NOW_MS + 60_000);
    expect(askOf(after(later, branch('a', 40, 26)))).toStrictEqual(['missing', 25]);
  });

  it('ended before its time keeps what it read of the tip', () => {
    const turn = after(begin(holding(branch('a', 9, 5))), branch('a', 40, 35));
    const { turn: done } = ended(turn);
    expect(askOf(done)).toBeNull();
    expect(hashesOf(done.waiting.map(({ block }) => block))).toHaveLength(6);
    expect(brief(done.state)).toMatchObject({ pending: [[10, 34]], followedHeight: 40 });
    expect(ended(begin(EMPTY)).turn.waiting).toStrictEqual([]);
  });

  it('takes nothing that it did not ask for', () => {
    const held = holding(branch('a', 20, 5), branch('b', 20, 20, 'a'));
    const turn = after(begin(held), [...branch('b', 20, 20, 'a'), ...branch('a', 19, 6)]);
    const { turn: done, ignored } = heard(turn, [seen('c', 20)], 0);
    expect(done.waiting).toStrictEqual([]);
    expect(ignored.map(([{ hash }, kind]) => [hash, kind])).toStrictEqual([
      ['c20', 'block-not-asked'],
    ]);
    const { ignored: late } = heard(done, [seen('c', 21)], 0);
    expect(late.map(([, kind]) => kind)).toStrictEqual(['block-not-asked']);
  });
});
