import { describe, expect, it } from 'vitest';
import {
  countsInWords,
  sequenceStep,
  sourceStep,
  storeStep,
  validateStep,
  warehouseStep,
} from '../../../dashboard/layout/pipeline.ts';
import { beforeAnything, everything, full, heldUp } from '../../support/live-port.ts';

const { source, counts, delivery, warehouse } = everything('2026-09-19T12:00:00.000Z');
const gap = { cause: 'sequence', since: '2026-09-19T12:00:00.000Z' };

describe('a step of the pipeline', () => {
  it('waits before anything is known', () => {
    const { counts: none } = beforeAnything;
    for (const step of [
      sourceStep(null),
      validateStep(null),
      validateStep(none),
      sequenceStep(null, null),
      storeStep(null),
      warehouseStep(null),
    ])
      expect(step).toEqual({ condition: 'waiting', word: 'Not known yet' });
  });

  it('is good while all is well', () => {
    expect(sourceStep(source)).toEqual({ condition: 'good', word: 'Connected' });
    expect(validateStep(counts).condition).toBe('good');
    expect(sequenceStep(counts, null).condition).toBe('good');
    expect(storeStep(delivery).condition).toBe('good');
    expect(warehouseStep(warehouse)).toEqual({ condition: 'good', word: 'Built' });
  });

  it('says of a source whether it is there, and does not call the end of a recording a fault', () => {
    expect(sourceStep({ ...source, connection: 'connecting' }).word).toBe('Connecting');
    expect(sourceStep({ ...source, lastFrameAt: null }).word).toBe('Connected, silent');
    expect(sourceStep({ ...source, connection: 'closed' }).condition).toBe('bad');
    const ended = { ...source, connection: 'closed', origin: 'recording' } as const;
    expect(sourceStep(ended).condition).toBe('good');
  });

  it('says what did not decode, and a gap that is open as worse than one that was closed', () => {
    expect(validateStep({ ...counts, quarantined: 1 }).condition).toBe('warn');
    expect(sequenceStep({ ...counts, gaps: 1 }, null).condition).toBe('warn');
    expect(sequenceStep({ ...counts, gaps: 1 }, gap)).toEqual({
      condition: 'bad',
      word: 'Gap open',
    });
  });

  it('says how the store is doing, also where there is none', () => {
    expect(storeStep(heldUp).word).toBe('Held up');
    expect(storeStep(full).condition).toBe('bad');
    expect(storeStep({ ...full, heldUp: [], spool: 'blocked' }).word).toBe('Disk blocked');
    expect(storeStep({ ...full, heldUp: [], spool: 'none' })).toEqual({
      condition: 'waiting',
      word: 'Not stored',
    });
  });

  it('says how the last build went', () => {
    expect(warehouseStep({ ...warehouse, status: 'building' }).condition).toBe('waiting');
    expect(warehouseStep({ ...warehouse, status: 'starting' }).condition).toBe('waiting');
    expect(warehouseStep({ ...warehouse, status: 'failed' }).condition).toBe('bad');
    expect(warehouseStep({ ...warehouse, message: 'refused' }).condition).toBe('warn');
  });
});

describe('counts by name', () => {
  it('are told most first, without those that are zero', () => {
    expect(countsInWords({ path: 1, layout: 1204, none: 0 })).toBe('layout 1,204, path 1');
    expect(countsInWords({})).toBe('');
  });
});
