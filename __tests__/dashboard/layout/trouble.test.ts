import { describe, expect, it } from 'vitest';
import { troublesOf, type Circumstances } from '../../../dashboard/layout/trouble.ts';
import { everything, full, heldUp } from '../../support/live-port.ts';

const { counts, delivery, warehouse } = everything('2026-09-19T12:00:00.000Z');
const fine: Circumstances = {
  counts,
  delivery,
  warehouse,
  page: { events: 0, panels: 0, drops: 0 },
};

const said = (change: Partial<Circumstances>): ReadonlyArray<string> =>
  troublesOf({ ...fine, ...change }).map(({ step, sentence }) => `${step}: ${sentence}`);

describe('trouble', () => {
  it('is nothing while all is well, and before anything is known', () => {
    expect(said({})).toEqual([]);
    expect(said({ counts: null, delivery: null, warehouse: null })).toEqual([]);
  });

  it('is what did not decode, and what was missed', () => {
    expect(said({ counts: { ...counts, quarantined: 1204 } })).toEqual([
      'validate: 1,204 quarantined',
    ]);
    expect(said({ counts: { ...counts, gaps: 1 } })).toEqual(['sequence: 1 gap']);
    expect(said({ counts: { ...counts, gaps: 2 } })).toEqual(['sequence: 2 gaps']);
  });

  it('is what is held up on its way, and a store that takes nothing', () => {
    expect(said({ delivery: heldUp })).toEqual(['store: 2 streams held up']);
    expect(said({ delivery: full })).toEqual([
      'store: local store full',
      'store: 2 streams held up',
    ]);
    expect(said({ delivery: { ...full, heldUp: [], spool: 'blocked' } })).toEqual([
      'store: disk takes nothing',
    ]);
    expect(said({ delivery: { ...full, heldUp: [], spool: 'none' } })).toEqual([]);
  });

  it('is a build that failed, and one that left a file out', () => {
    expect(said({ warehouse: { ...warehouse, status: 'failed', message: 'no space' } })).toEqual([
      'warehouse: last build failed',
    ]);
    expect(said({ warehouse: { ...warehouse, message: 'a.gz could not be loaded' } })).toEqual([
      'warehouse: a file could not be loaded',
    ]);
  });

  it('is what the page itself could not do, and comes in the order of the pipeline', () => {
    expect(
      said({
        counts: { ...counts, quarantined: 3, gaps: 1 },
        delivery: heldUp,
        page: { events: 1, panels: 2, drops: 0 },
      }),
    ).toEqual([
      'validate: 3 quarantined',
      'sequence: 1 gap',
      'store: 2 streams held up',
      'page: 1 broken event',
      'page: 2 panels failed',
    ]);
  });

  it('is that the page was dropped, once or as often as it was', () => {
    const dropped = (drops: number) => said({ page: { events: 0, panels: 0, drops } });
    expect(dropped(1)).toEqual(['page: dropped as too slow']);
    expect(dropped(1204)).toEqual(['page: dropped as too slow 1,204 times']);
  });
});
