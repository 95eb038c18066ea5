import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ChainHistory,
  type ChainPlan,
  type ChainStep,
  type Tally,
} from '../../support/chain/history.ts';

/**
 * More than in the tests: HISTORIES=20000 npx vitest run __tests__/poller/chain/histories.test.ts
 * the same again: HISTORIES=20000 SEED=7 …
 */
const histories = Number(process.env['HISTORIES'] ?? 300);
/** The same each time, so that a change is judged by itself; others are looked for with SEED. */
const seed = Number(process.env['SEED'] ?? 77);

const mishap = fc.option(
  fc.record({
    what: fc.constantFrom(
      'kill-before',
      'kill-after',
      'fail',
      'lake-down',
      'state-down',
      'lose-reply',
      'source-fails',
      'chain-moves',
      'behind',
    ),
    at: fc.nat({ max: 12 }),
  }),
  { nil: null },
);

const step: fc.Arbitrary<ChainStep> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('mine'), blocks: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('mine'), blocks: fc.integer({ min: 10, max: 80 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('reorg'),
      depth: fc.integer({ min: 1, max: 6 }),
      longer: fc.integer({ min: -1, max: 2 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('return'), depth: fc.constant(1) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('poll'), mishap }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('both'), seed: fc.nat(), mishap }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('backfill'),
      from: fc.nat({ max: 120 }),
      to: fc.nat({ max: 160 }),
      order: fc.constantFrom('newest', 'oldest'),
      beside: fc.boolean(),
      seed: fc.nat(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('server'), server: fc.nat({ max: 2 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('unknown', 'freeze', 'thaw', 'spoil') }),
  },
);

const plan: fc.Arbitrary<ChainPlan> = fc.record({
  blocks: fc.integer({ min: 1, max: 130 }),
  steps: fc.array(step, { maxLength: 25 }),
});

const play = async (
  { blocks, steps }: ChainPlan,
  tally: Tally = new Map(),
): Promise<ChainHistory> => {
  const history = new ChainHistory(blocks, tally);
  await history.play({ blocks, steps });
  return history;
};

describe(`the chain in ${histories} histories (seed ${seed})`, () => {
  const tally: Tally = new Map();

  it(
    'is whole afterwards: no height missing, one canonical block each, both branches, every state true',
    async () => {
      await fc.assert(
        fc.asyncProperty(plan, async (each) => {
          await play(each, tally);
        }),
        { seed, numRuns: histories, endOnFailure: false },
      );
    },
    120_000 + histories * 300,
  );

  it.each([
    'mine',
    'spoil',
    'reorg',
    'return',
    'both',
    'backfill',
    'killed',
    'source-fails',
    'chain-moves',
    'behind',
    'race-lost',
    'chain-reorganised',
    'replaced-block-unknown',
    'lake-failed',
    'state-failed',
    'finished',
    'failed',
  ])('meets %s often enough', (what) => {
    expect(tally.get(what) ?? 0).toBeGreaterThan(histories / 100);
  });
});

describe('a chain', () => {
  it('that was left alone for 500 blocks is whole after two turns, each within its bound', async () => {
    const history = await play({ blocks: 40, steps: [{ do: 'poll', mishap: null }] });
    history.source.mine(500);
    const first = await history.turn(null);
    expect(first?.requests).toBe(20);
    const { pending, segments } = history.state.chain;
    expect(pending).toStrictEqual([{ from: 40, to: 239 }]);
    expect(segments.map(({ from, to }) => [from, to])).toStrictEqual([
      [240, 539],
      [25, 39],
    ]);
    const second = await history.turn(null);
    expect(second?.end).toBe('finished');
    expect(history.state.chain.pending).toStrictEqual([]);
    await history.settle();
  });

  it.each([
    [20, 20],
    [20, 21],
    [6, 6],
    [1, 1],
  ])(
    'reorganised %d deep by %d blocks is written from where the branches part',
    async (depth, length) => {
      const history = await play({ blocks: 100, steps: [{ do: 'poll', mishap: null }] });
      history.source.mine(30);
      await history.turn(null);
      const old = history.source.main.slice(-depth);
      history.source.reorg(depth, length);
      const before = history.lake.lines.length;
      const report = await history.turn(null);
      expect(report?.end).toBe('finished');
      const written = history.lake.lines
        .slice(before)
        .flatMap((line) => (line.type === 'BlockObserved' ? [line.fields] : []));
      const heights = written.map(({ height, onMainChain }) => [height, onMainChain]);
      const expected = Array.from({ length: Math.max(depth, length) }, (_, index) => {
        const height = 130 - depth + index;
        return [
          ...(index < depth ? [[height, false]] : []),
          ...(index < length ? [[height, true]] : []),
        ];
      }).flat();
      expect(heights).toStrictEqual(expected);
      expect(
        written
          .filter(({ onMainChain }) => onMainChain === false)
          .map(({ blockHash }) => blockHash),
      ).toStrictEqual(old.map(({ id }) => id));
      await history.settle();
    },
  );

  it('whose tip was replaced while a slower poller wrote the old one is as the faster one read it', async () => {
    const history = await play({ blocks: 100, steps: [{ do: 'poll', mishap: null }] });
    history.source.mine(1);
    const old = history.source.main.at(-1)?.id ?? '';
    history.interruption = () => {
      history.source.reorg(1, 1);
      return history.turn(null);
    };
    await history.turn(null);
    expect(history.interruption).toBeNull();
    expect(history.observed.get(old)).toBe(false);
    expect(history.observed.get(history.source.main.at(-1)?.id ?? '')).toBe(true);
    await history.settle();
  });
});
