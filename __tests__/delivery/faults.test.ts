import { describe, expect, it } from 'vitest';
import { complaintsOf } from '../../bench/faults/complaints.ts';
import type { Fault } from '../support/aws/faults.ts';
import { runFaults, type FaultRun } from '../../bench/faults/run.ts';
import { howMany } from '../support/whole.ts';

/** `FAULTS_SEED` sees a run again; `npm run faults` goes on for longer and takes other numbers. */
const seed = process.env['FAULTS_SEED'] ?? String(Date.now());
/** A run of 10,000 faults takes a minute or two of a machine of its own. */
const WITHIN_MS = 900_000;
const FAULTS = howMany({ whole: 10_000, short: 2500 });
/** With as much to send for each as in the whole. */
const CERTAIN = {
  faults: howMany({ whole: 1000, short: 250 }),
  backlogMib: howMany({ whole: 48, short: 12 }),
};

const play = async (run: Pick<FaultRun, 'faults' | 'kinds' | 'backlogMib'>) => {
  const whole = { ...run, seed, withinMs: WITHIN_MS };
  const report = await runFaults(whole);
  process.stdout.write(`${JSON.stringify(report)}\n`);
  expect(complaintsOf(whole, report)).toEqual([]);
  return report;
};

describe(`What waits in a spool reaches the bucket byte for byte, seed ${seed}`, () => {
  it(
    `through ${FAULTS} faults of every kind, in bounded memory`,
    { timeout: WITHIN_MS * 2 },
    async () => {
      const { byFault, failures, refusals, repeats } = await play({
        faults: FAULTS,
        kinds: 'all',
        backlogMib: 128,
      });
      const kinds: ReadonlyArray<Fault['kind']> = [
        'throttle',
        'fail-records',
        'internal',
        'gateway',
        'error',
        'drop',
        'hang',
        'hang-after',
        'lose-answer',
        'cut-answer',
        'access-denied',
        'missing',
      ];
      for (const kind of kinds) expect(byFault[kind], kind).toBeGreaterThan(FAULTS / 1000);
      expect(refusals).toBeGreaterThan(0);
      // each reached the sender as what it is
      expect(Object.keys(failures).sort()).toEqual([
        'access-denied',
        'missing',
        'network',
        'partial',
        'throttled',
        'timeout',
        'unavailable',
      ]);
      // an answer that was lost is the one reason to send again what is there
      expect(repeats).toBeGreaterThan(0);
    },
  );

  it(
    'once and no more where every answer comes and says which records are in',
    { timeout: WITHIN_MS * 2 },
    async () => {
      const { byFault } = await play({ ...CERTAIN, kinds: 'certain' });
      expect(Object.keys(byFault).sort()).toEqual(['fail-records', 'pass', 'throttle']);
    },
  );
});
