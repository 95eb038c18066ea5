import { describe, expect, it } from 'vitest';
import { crash, LEAST_PER_SECOND } from '../../bench/crash/crash.ts';
import { howMany } from '../support/whole.ts';

/** `CRASH_SEED` sees a run again; `npm run crash -- --kills 200` goes on for longer. */
const seed = process.env['CRASH_SEED'] ?? String(Date.now());
const KILLS = howMany({ whole: 30, short: 12 });

describe(`a listener killed ${KILLS} times and started again, seed ${seed}`, () => {
  it(
    'loses nothing that was durable, and what was not lies in a gap',
    { timeout: 900_000 },
    async () => {
      const report = await crash({ kills: KILLS, seed });
      console.log(JSON.stringify(report)); // the figures: lines, repeats, rates
      expect(report.faults).toStrictEqual([]);
      expect(report.kills).toBe(KILLS);
      expect(report.lost).toBe(0);
      // half of what the command asks for: other tests run beside
      expect(report.fragmentsSentPerSecond).toBeGreaterThanOrEqual(LEAST_PER_SECOND / 2);
      // there was something to lose, something was lost on the way, and answers were given
      expect(report.durable).toBeGreaterThan(KILLS * 10);
      expect(report.framesWhole).toBeGreaterThan(KILLS * 10);
      expect(report.framesInGaps).toBeGreaterThan(KILLS);
      expect(report.gaps).toBeGreaterThan(KILLS / 6);
      expect(report.answersKnown).toBeGreaterThan(10);
    },
  );
});
