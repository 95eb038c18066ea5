import { historyOf, nextBlockAt, type GapCause } from '@bitcoin-pipeline/model';
import { describe, expect, it } from 'vitest';
import { liveTimes, type ReceiptTimes } from '../../listener/times.ts';
import { FAULTS, type FaultName } from '../../simulator/index.ts';
import { fieldsOf } from '../support/projected.ts';
import { listening, until } from '../support/listening.ts';

interface Expected {
  /** In the ledger's order; none: nothing was missed. */
  readonly gaps: ReadonlyArray<GapCause>;
  readonly quarantined?: string;
  readonly audit?: 'healed' | 'failed';
}

/** What each fault of the simulator must be called. */
const expected: Readonly<Record<FaultName, Expected>> = {
  // the totals of the same frame show it before the jump does
  drop: { gaps: ['self-check'] },
  'drop-tracked': { gaps: ['self-check'] },
  'drop-frame': { gaps: ['sequence'] },
  duplicate: { gaps: ['sequence'] },
  reorder: { gaps: ['sequence'] },
  restart: { gaps: ['socket'] },
  drift: { gaps: ['self-check'] },
  'drift-unstated': { gaps: ['audit'], audit: 'failed' },
  'mid-tick-snapshot': { gaps: [], audit: 'healed' },
  'silent-block': { gaps: ['self-check'] },
  silence: { gaps: ['silence'] },
  'silence-tracked': { gaps: ['self-check'] },
  loading: { gaps: ['loading'] },
  loaded: { gaps: ['loading'] },
  'repeat-delta': { gaps: [] },
  misstate: { gaps: ['self-check'] },
  garbage: { gaps: [], quarantined: 'not-json' },
  'half-frame': { gaps: [], quarantined: 'not-json' },
  'half-message': { gaps: ['socket'] },
  binary: { gaps: [] },
  'binary-garbage': { gaps: [], quarantined: 'invalid-utf8' },
  huge: { gaps: ['socket'] }, // longer than a frame may be
  'lone-surrogate': { gaps: [], quarantined: 'lone-surrogate' },
  'duplicate-key': { gaps: [], quarantined: 'duplicate-key' },
  close: { gaps: ['socket'] },
  cut: { gaps: ['socket'] },
  refuse: { gaps: ['socket'] },
};

/** A clock that runs so fast that ten minutes of patience are a second. */
const hurried = (): ReceiptTimes => {
  const times = liveTimes();
  const startMs = Date.now();
  const now = (): number => startMs + 600 * (performance.now() - startedMs);
  const startedMs = performance.now();
  return { ...times, opened: now, frame: now, closed: now, now };
};

describe('what the simulator does over the socket is called by its name in the ledger', () => {
  it.each(Object.keys(FAULTS) as ReadonlyArray<FaultName>)('%s', async (name) => {
    const { gaps, quarantined, audit } = expected[name];
    const feed = await listening({
      auditEveryMs: audit === undefined ? null : 100,
      ...(name === 'silence' ? { times: hurried() } : {}),
    });
    const { simulator, session } = feed;
    const audits = () => fieldsOf(feed.read(), 'AuditCompleted');
    simulator.tick();
    await feed.caughtUp();

    if (name === 'loaded') simulator.fault('loading');
    simulator.fault(name);
    if (name === 'refuse') simulator.fault('close');
    if (name !== 'silence' && name !== 'loading' && name !== 'loaded') {
      simulator.tick();
      simulator.tick();
    }
    if (name === 'silence') {
      simulator.tick();
      simulator.quote(); // the source lives
    }
    if (name === 'loading') {
      await until(() => session.gaps.length > 0);
      simulator.tick();
      simulator.fault('loaded');
    }
    // an audit is judged by the update after it
    let judged = audits().length;
    if (audit !== undefined)
      await until(() => {
        // one that was asked for before the fault may have been answered before it, too
        if (name === 'mid-tick-snapshot' && audits().length > judged) {
          judged = audits().length;
          simulator.fault(name);
        }
        if (audits().length === judged || session.gaps.length < gaps.length) simulator.tick();
        return audits().some((each) => 'outcome' in each && each.outcome === audit);
      });
    await until(
      () => session.gaps.length >= gaps.length && session.gaps.every(({ closed }) => closed),
    );
    if (quarantined !== undefined)
      await until(() => fieldsOf(feed.read(), 'FragmentRejected').length > 0);
    simulator.tick();
    await feed.caughtUp();

    const lines = feed.read();
    expect(session.gaps.map(({ cause }) => cause)).toStrictEqual(gaps);
    expect(fieldsOf(lines, 'GapClosed')).toHaveLength(gaps.length);
    expect(fieldsOf(lines, 'FragmentRejected')).toMatchObject(
      quarantined === undefined ? [] : [{ reason: quarantined }],
    );
    expect(session.fault).toBeNull();
    expect(feed.state()).toStrictEqual(feed.truth());
    expect(session.tracker?.level).toBe('verified');
    // and so says the lake, of the moment before the last line
    const { rows } = simulator.truth().nextBlock;
    feed.listener.stop();
    const last = lines.findLast(({ type }) => type === 'NextBlockChanged');
    const answer = nextBlockAt(historyOf(feed.read()), Date.parse(last?.envelope.observedAt ?? ''));
    expect(answer.tag).toBe('known');
    if (answer.tag === 'known')
      expect([...answer.block.rows.keys()].sort()).toStrictEqual(rows.map(([id]) => id).sort());
  });
});
