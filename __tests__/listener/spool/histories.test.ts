import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { SpoolHistory, spoolPlan, type Tally } from '../../support/spool-history.ts';

/**
 * Random histories of processes on a disk that forgets what was not synced and fails at any step. More of them, or
 * the same again: HISTORIES=20000 SEED=7 npx vitest run __tests__/listener/spool/histories.test.ts
 */
const histories = Number(process.env['HISTORIES'] ?? 600);
/** The same each time, so that a change is judged by itself; others are looked for with SEED. */
const seed = Number(process.env['SEED'] ?? 2_145_213_592);

describe(`the spool in ${histories} histories of a bad disk (seed ${seed})`, () => {
  const tally: Tally = new Map();
  const often = (what: string): number => tally.get(what) ?? 0;

  beforeAll(
    async () =>
      fc.assert(
        fc.asyncProperty(spoolPlan, (plan) => new SpoolHistory(plan, tally).play()),
        { seed, numRuns: histories },
      ),
    120_000 + histories * 300,
  );

  it('loses no durable line, shows no other, and knows its last state', () => {
    expect(often('durable lines found')).toBeGreaterThan(histories);
    expect(often('lines read')).toBeGreaterThan(histories);
  });

  it.each(['power', 'kill', 'close'])('ends by %s often enough', (end) => {
    expect(often(`end ${end}`)).toBeGreaterThan(histories / 5);
  });

  it.each(['create', 'write', 'sync', 'rename', 'remove', 'syncFolder', 'read'])(
    'loses the power at a %s often enough',
    (step) => {
      expect(often(`lost at ${step}`)).toBeGreaterThan(histories / 400);
    },
  );

  it.each(['create', 'write', 'sync', 'rename', 'remove', 'syncFolder'])(
    'meets a %s that fails often enough',
    (step) => {
      expect(often(`failed ${step}`)).toBeGreaterThan(histories / 100);
    },
  );

  it.each(['spool-blocked', 'spool-unblocked', 'spool-compacted', 'no room'])(
    'meets %s often enough',
    (what) => {
      expect(often(what)).toBeGreaterThan(histories / 20);
    },
  );
});
