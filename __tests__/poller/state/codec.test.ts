import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChainState } from '../../../poller/chain/state.ts';
import { decodeState, EMPTY_STATE, encodeState } from '../../../poller/state/codec.ts';
import { left, right } from '../../support/warehouse.ts';

const identity = { network: 'regtest', originClass: 'real' } as const;
const NAME = 'out/lake.poller.json';
const REBUILD = `it is left as it is. Move it away and rebuild it from the lake with "bitcoin-pipeline poll --rebuild", or name another than ${NAME}`;

const height = fc.nat({ max: 1_000_000 });
const hash = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));

/** Ranges, highest first and apart. */
const ranges = fc.uniqueArray(height, { maxLength: 12 }).map((heights) => {
  const sorted = heights.toSorted((a, b) => b - a);
  return sorted.flatMap((to, index) => {
    const from = sorted[index + 1];
    return index % 2 === 1 || from === undefined ? [] : [{ from, to }];
  });
});

const segments = fc
  .tuple(ranges, fc.array(fc.tuple(hash, fc.option(hash)), { minLength: 6, maxLength: 6 }))
  .map(([apart, hashes]) =>
    apart.map((range, index) => {
      const [topHash, parentHash] = hashes[index] ?? ['', null];
      return { ...range, topHash, parentHash };
    }),
  );

const chain: fc.Arbitrary<ChainState> = fc.record({
  revision: height,
  segments,
  pending: ranges,
  postponed: fc.array(
    fc.record({ from: height, to: height, tries: fc.nat(), untilMs: fc.nat({ max: 2e12 }) }),
    { maxLength: 3 },
  ),
  newest: fc.array(
    fc.record({
      height,
      hash,
      sha256: hash,
      minedAtMs: fc.integer({ min: -2e12, max: 2e12 }),
      awaitsLook: fc.boolean(),
    }),
    { maxLength: 5 },
  ),
  replaced: fc.array(fc.record({ height, hash, looks: fc.nat(), isSure: fc.boolean() }), {
    maxLength: 3,
  }),
  refused: fc.array(hash, { maxLength: 3 }),
  followedHeight: fc.option(height),
});

/** The parts of a document of ours, some of them other. */
const changed = (over: object, inChain: object = {}): string => {
  const whole = JSON.parse(encodeState(identity, EMPTY_STATE)) as { readonly chain: object };
  return JSON.stringify({ ...whole, chain: { ...whole.chain, ...inChain }, ...over });
};

const refusalOf = (text: string) => left(decodeState(text, NAME, identity));

const a = 'a'.repeat(64);
const segment = (from: unknown, to: unknown) => ({ from, to, topHash: a, parentHash: null });
const known = { height: 1, hash: a, sha256: a, minedAtMs: 0, awaitsLook: true };

describe('a state', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(chain, ranges, (each, priceHours) => {
        const state = { chain: each, priceHours };
        const text = encodeState(identity, state);
        expect(text.endsWith('}\n')).toBe(true);
        expect(right(decodeState(text, NAME, identity))).toEqual(state);
      }),
      { numRuns: 200 },
    );
  });

  it('that lacks any of its bytes is refused', () => {
    const state = {
      chain: {
        ...EMPTY_STATE.chain,
        segments: [{ from: 3, to: 9, topHash: a, parentHash: a }],
        newest: [known],
      },
      priceHours: [{ from: 1, to: 2 }],
    };
    const text = encodeState(identity, state).trimEnd();
    for (let length = 0; length < text.length; length += 1)
      expect(refusalOf(text.slice(0, length)).code).toBe('unreadable');
  });

  it.each([
    ['nothing', ''],
    ['rubbish', '\u0000\u0001'],
    ['a list', '[]'],
    ['null', 'null'],
    ['another object', '{"seen":7}'],
    ['a version that is text', changed({ version: '2' })],
    ['an older version with another shape', '{"version":1,"network":"regtest","seen":[]}'],
    ['no chain', changed({ chain: null })],
    ['no hours of prices', changed({ priceHours: undefined })],
    [
      'hours of prices that overlap',
      changed({
        priceHours: [
          { from: 1, to: 5 },
          { from: 0, to: 2 },
        ],
      }),
    ],
    ['an unknown class', changed({ origin_class: 'odd' })],
    ['a revision below zero', changed({}, { revision: -1 })],
    ['a height that is no whole number', changed({}, { followedHeight: 1.5 })],
    ['a height that is text', changed({}, { segments: [segment('1', 2)] })],
    ['a segment the wrong way round', changed({}, { segments: [segment(9, 3)] })],
    ['segments that overlap', changed({}, { segments: [segment(5, 9), segment(1, 5)] })],
    ['segments lowest first', changed({}, { segments: [segment(1, 2), segment(5, 9)] })],
    ['a hash that is short', changed({}, { segments: [{ ...segment(1, 2), topHash: 'ab' }] })],
    ['a hash that is no hex', changed({}, { newest: [{ ...known, hash: 'z'.repeat(64) }] })],
    [
      'pending ranges that overlap',
      changed(
        {},
        {
          pending: [
            { from: 3, to: 9 },
            { from: 1, to: 3 },
          ],
        },
      ),
    ],
    ['a pending range the wrong way round', changed({}, { pending: [{ from: 9, to: 3 }] })],
    ['a look that is text', changed({}, { newest: [{ ...known, awaitsLook: 'yes' }] })],
    ['refused fragments that are numbers', changed({}, { refused: [7] })],
  ])('of %s is refused in a sentence that names it and the way out', (_what, text) => {
    expect(refusalOf(text)).toStrictEqual({
      code: 'unreadable',
      message: `${NAME} is not a poller's state; ${REBUILD}`,
    });
  });

  it('of a newer version is refused as such, whatever its shape', () => {
    for (const text of ['{"version":3}', changed({ version: 3 }), '{"version":4,"chain":7}'])
      expect(refusalOf(text)).toStrictEqual({
        code: 'newer',
        message: `the poller's state ${NAME} is of a newer version; use a newer program, or ${REBUILD}`,
      });
  });

  it.each([
    ['another network', changed({ network: 'mainnet' }), 'real data of mainnet'],
    [
      'another class of origin',
      changed({ origin_class: 'simulated' }),
      'simulated data of regtest',
    ],
  ])('of %s is refused, and not to be rebuilt', (_what, text, data) => {
    expect(refusalOf(text)).toStrictEqual({
      code: 'other',
      message: `the poller's state ${NAME} is of ${data}, not of real data of regtest; choose another with --state`,
    });
  });
});
