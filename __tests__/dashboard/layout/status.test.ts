import { describe, expect, it } from 'vitest';
import { clockOf, statusOf } from '../../../dashboard/layout/status.ts';
import type { SourceState } from '../../../dashboard/server/ports.ts';

const now = Date.UTC(2026, 8, 19, 12, 0, 0);
const before = (ms: number): string => new Date(now - ms).toISOString();

const source = (change: Partial<SourceState> = {}) => ({
  name: 'mempool.space',
  url: 'https://mempool.space',
  network: 'mainnet',
  origin: 'live' as const,
  notice: null,
  connection: 'open' as const,
  lastFrameAt: before(700),
  openGap: null,
  ...change,
});

const gap = { cause: 'sequence', since: before(3000) };

describe('the status', () => {
  it('is live while frames of a live source arrive', () => {
    expect(statusOf(source(), 'open', now).name).toBe('live');
  });

  it('is connecting before anything is known, while the source is dialled, and until its first frame', () => {
    expect(statusOf(null, 'connecting', now).name).toBe('connecting');
    expect(statusOf(source({ connection: 'connecting' }), 'open', now).name).toBe('connecting');
    expect(statusOf(source({ lastFrameAt: null }), 'open', now).name).toBe('connecting');
  });

  it('names a gap with its cause in words', () => {
    expect(statusOf({ ...source(), openGap: gap }, 'open', now)).toMatchObject({
      name: 'gap',
      detail: 'Not known: a message of the source was missed.',
    });
  });

  it('is stale after half a minute of silence, not before', () => {
    expect(statusOf(source({ lastFrameAt: before(30_000) }), 'open', now).name).toBe('live');
    expect(statusOf(source({ lastFrameAt: before(30_001) }), 'open', now).name).toBe('stale');
  });

  it('is source down when the connection is closed, gap or not', () => {
    const down = { ...source({ connection: 'closed' }), openGap: gap };
    expect(statusOf(down, 'open', now).name).toBe('source-down');
  });

  it('says first that the page itself is cut off, since nothing else is known then', () => {
    expect(statusOf(source(), 'lost', now).name).toBe('page-cut');
  });

  it('never calls made-up or recorded data live', () => {
    expect(statusOf(source({ origin: 'simulated' }), 'open', now).name).toBe('simulated');
    expect(statusOf(source({ origin: 'recording' }), 'open', now).name).toBe('recording');
  });

  it('calls a recording that was read to its end ended, not down', () => {
    const ended = source({ origin: 'recording', connection: 'closed' });
    expect(statusOf(ended, 'open', now)).toMatchObject({ word: 'Recording ended' });
  });
});

describe('the clock that ages are counted from', () => {
  it('is the wall clock, or a recording’s own newest frame', () => {
    const lastFrameAt = '2026-03-01T00:00:00.000Z';
    expect(clockOf(source({ lastFrameAt }), now)).toBe(now);
    expect(clockOf(source({ origin: 'recording', lastFrameAt }), now)).toBe(Date.UTC(2026, 2, 1));
  });

  it('never makes a recording stale', () => {
    const old = source({ origin: 'recording', lastFrameAt: '2026-03-01T00:00:00.000Z' });
    expect(statusOf(old, 'open', now).name).toBe('recording');
  });
});
