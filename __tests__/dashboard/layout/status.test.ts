import { describe, expect, it } from 'vitest';
import { clockOf, statusOf, type Situation } from '../../../dashboard/layout/status.ts';
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
  fault: null,
  openGap: null,
  ...change,
});

const gap = { cause: 'sequence', since: before(3000) };

const flowing: DeliveryState = {
  linesIn: 10,
  linesDelivered: 10,
  filesDelivered: 1,
  bytesDelivered: 4000,
  spoolBytes: 4096,
  spoolLimitBytes: 2 ** 30,
  lagSeconds: 0,
  putFailures: {},
  heldUp: [],
  spool: 'open',
  message: null,
};

/** What is said of a source, with everything else in order. */
const said = (told: Situation['source'], change: Partial<Situation> = {}) =>
  statusOf({
    source: told,
    delivery: null,
    stream: 'open',
    transactions: 3412,
    replayed: null,
    wallMs: now,
    ...change,
  });

describe('the status', () => {
  it('is live while frames of a live source arrive', () => {
    expect(said(source()).name).toBe('live');
  });

  it('is connecting before anything is known, while the source is dialled, and until its first frame', () => {
    expect(said(null, { stream: 'connecting' }).name).toBe('connecting');
    expect(said(source({ connection: 'connecting' })).name).toBe('connecting');
    expect(said(source({ lastFrameAt: null })).name).toBe('connecting');
  });

  it('says that the page was dropped, before anything of the source', () => {
    expect(said({ ...source(), openGap: gap }, { stream: 'dropped' })).toMatchObject({
      name: 'page-cut',
      detail: 'This page was too slow and was dropped; it is back soon.',
    });
  });

  it('names a gap with its cause in words', () => {
    expect(said({ ...source(), openGap: gap })).toMatchObject({
      name: 'gap',
      detail: 'Not known: a message of the source was missed.',
    });
  });

  it('is stale after half a minute of silence, not before', () => {
    expect(said(source({ lastFrameAt: before(30_000) })).name).toBe('live');
    expect(said(source({ lastFrameAt: before(30_001) })).name).toBe('stale');
  });

  it.each([
    ['full', 'spool-full', 'Spool full'],
    ['blocked', 'spool-blocked', 'Disk blocked'],
  ] as const)('says that the local store is %s', (spool, name, word) => {
    expect(said(source(), { delivery: { ...flowing, spool } })).toMatchObject({ name, word });
  });

  it('names a full store and a disk that takes nothing before the gap that they make', () => {
    const inGap = { ...source(), openGap: gap };
    expect(said(inGap, { delivery: { ...flowing, spool: 'full' } }).name).toBe('spool-full');
    expect(said(inGap, { delivery: { ...flowing, spool: 'blocked' } }).name).toBe('spool-blocked');
    expect(said(source(), { delivery: flowing }).name).toBe('live');
  });

  it('is source down when the connection is closed, gap or not', () => {
    const down = { ...source({ connection: 'closed' }), openGap: gap };
    expect(said(down).name).toBe('source-down');
  });

  it('says first that the page itself is cut off, since nothing else is known then', () => {
    expect(said(source(), { stream: 'lost' }).name).toBe('page-cut');
  });

  it('is a replay while the past is looked at, whatever is wrong now, unless the page is cut off', () => {
    const inGap = { ...source(), openGap: gap };
    expect(said(inGap, { replayed: '14:03:11' })).toEqual({
      name: 'replay',
      word: 'Replay',
      detail: 'The next block as it was at 14:03:11.',
    });
    expect(said(inGap, { replayed: '14:03:11', stream: 'lost' }).name).toBe('page-cut');
  });

  it('is empty where no transaction waits, which is not the same as not knowing', () => {
    expect(said(source(), { transactions: 0 }).name).toBe('empty');
    expect(said(source(), { transactions: null }).name).toBe('live');
    expect(said({ ...source(), openGap: gap }, { transactions: 0 }).name).toBe('gap');
  });

  it('never calls made-up or recorded data live', () => {
    expect(said(source({ origin: 'simulated' })).name).toBe('simulated');
    expect(said(source({ origin: 'recording' })).name).toBe('recording');
  });

  it('calls a recording that was read to its end ended, not down', () => {
    const ended = source({ origin: 'recording', connection: 'closed' });
    expect(said(ended)).toMatchObject({ word: 'Recording ended' });
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
    expect(said(old).name).toBe('recording');
  });
});
