import { describe, expect, it } from 'vitest';
import { clockOf, statusOf } from '../../../dashboard/layout/status.ts';
import type { DeliveryState, SourceState } from '../../../dashboard/server/ports.ts';

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

const flowing: DeliveryState = {
  linesIn: 10,
  linesDelivered: 10,
  spoolBytes: 4096,
  spoolLimitBytes: 2 ** 30,
  lagSeconds: 0,
  putFailures: {},
  heldUp: [],
  spool: 'open',
  message: null,
};

describe('the status', () => {
  it('is live while frames of a live source arrive', () => {
    expect(statusOf(source(), null, 'open', now).name).toBe('live');
  });

  it('is connecting before anything is known, while the source is dialled, and until its first frame', () => {
    expect(statusOf(null, null, 'connecting', now).name).toBe('connecting');
    expect(statusOf(source({ connection: 'connecting' }), null, 'open', now).name).toBe(
      'connecting',
    );
    expect(statusOf(source({ lastFrameAt: null }), null, 'open', now).name).toBe('connecting');
  });

  it('names a gap with its cause in words', () => {
    expect(statusOf({ ...source(), openGap: gap }, null, 'open', now)).toMatchObject({
      name: 'gap',
      detail: 'Not known: a message of the source was missed.',
    });
  });

  it('is stale after half a minute of silence, not before', () => {
    expect(statusOf(source({ lastFrameAt: before(30_000) }), null, 'open', now).name).toBe('live');
    expect(statusOf(source({ lastFrameAt: before(30_001) }), null, 'open', now).name).toBe('stale');
  });

  it.each([
    ['full', 'spool-full', 'Spool full'],
    ['blocked', 'spool-blocked', 'Disk blocked'],
  ] as const)('says that the local store is %s', (spool, name, word) => {
    expect(statusOf(source(), { ...flowing, spool }, 'open', now)).toMatchObject({ name, word });
  });

  it('names a full store before the gap that it makes, and a gap before a disk that may recover', () => {
    const inGap = { ...source(), openGap: gap };
    expect(statusOf(inGap, { ...flowing, spool: 'full' }, 'open', now).name).toBe('spool-full');
    expect(statusOf(inGap, { ...flowing, spool: 'blocked' }, 'open', now).name).toBe('gap');
    expect(statusOf(source(), flowing, 'open', now).name).toBe('live');
  });

  it('is source down when the connection is closed, gap or not', () => {
    const down = { ...source({ connection: 'closed' }), openGap: gap };
    expect(statusOf(down, null, 'open', now).name).toBe('source-down');
  });

  it('says first that the page itself is cut off, since nothing else is known then', () => {
    expect(statusOf(source(), null, 'lost', now).name).toBe('page-cut');
  });

  it('never calls made-up or recorded data live', () => {
    expect(statusOf(source({ origin: 'simulated' }), null, 'open', now).name).toBe('simulated');
    expect(statusOf(source({ origin: 'recording' }), null, 'open', now).name).toBe('recording');
  });

  it('calls a recording that was read to its end ended, not down', () => {
    const ended = source({ origin: 'recording', connection: 'closed' });
    expect(statusOf(ended, null, 'open', now)).toMatchObject({ word: 'Recording ended' });
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
    expect(statusOf(old, null, 'open', now).name).toBe('recording');
  });
});
