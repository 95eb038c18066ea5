import { describe, expect, it } from 'vitest';
import { lateLookAt, looked } from '../../../poller/chain/late-look.ts';
import { EMPTY, type ChainState, type KnownBlock } from '../../../poller/chain/state.ts';

const HOUR_MS = 3_600_000;
const TIP = 1000;

/** Blocks of ten minutes each from the tip down; `awaitsLook` of those from a height down. */
const holding = (blocks: number, awaitsFrom = TIP): ChainState => ({
  ...EMPTY,
  segments: [{ from: TIP - blocks + 1, to: TIP, topHash: `a${TIP}`, parentHash: null }],
  newest: Array.from({ length: blocks }, (_, index): KnownBlock => {
    const height = TIP - index;
    return {
      height,
      hash: `a${height}`,
      sha256: '',
      minedAtMs: height * 600_000,
      awaitsLook: height <= awaitsFrom,
    };
  }),
});
const nowMs = TIP * 600_000;

describe('a second look', () => {
  it('waits until a page of blocks lies below what the source keeps in memory', () => {
    expect(lateLookAt(holding(33 + 14), nowMs)).toBeNull();
    expect(lateLookAt(holding(33 + 15), nowMs)).toBe(TIP - 33);
  });

  it('does not wait for a page where a block is twenty hours old', () => {
    const state = holding(33 + 3);
    const oldestAtMs = (TIP - 35) * 600_000;
    expect(lateLookAt(state, oldestAtMs + 20 * HOUR_MS - 1)).toBeNull();
    expect(lateLookAt(state, oldestAtMs + 20 * HOUR_MS)).toBe(TIP - 35 + 14);
  });

  it('does not come for blocks of which the tip is no more than 32 above, unless they are old', () => {
    const state = holding(33);
    expect(lateLookAt(state, nowMs)).toBeNull();
    expect(lateLookAt(state, (TIP - 32) * 600_000 + 20 * HOUR_MS)).toBe(TIP - 32 + 14);
  });

  it('does not come for a block that is a day old, nor for one that awaits none', () => {
    expect(lateLookAt(holding(60), nowMs + 24 * HOUR_MS)).toBeNull();
    expect(lateLookAt(holding(60, TIP - 60), nowMs)).toBeNull();
  });

  it('comes once: the blocks of its page await none after it, the others still do', () => {
    const after = looked(holding(60), TIP - 50, TIP - 20, nowMs);
    const awaiting = after.newest.filter(({ awaitsLook }) => awaitsLook);
    expect(awaiting).toHaveLength(60 - 18);
    expect(lateLookAt(after, nowMs)).toBeNull();
  });

  it('is due for nothing where nothing is held', () => {
    expect(lateLookAt(EMPTY, nowMs)).toBeNull();
  });
});
