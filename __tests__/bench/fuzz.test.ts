import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { fuzz } from '../../bench/fuzz/fuzz.ts';
import { howMany } from '../support/whole.ts';

/** `FUZZ_SEED` sees a run again; `npm run fuzz` goes on for longer. */
const seed = process.env['FUZZ_SEED'] ?? String(Date.now());
const FRAMES = howMany({ whole: 200_000, short: 40_000 });

describe(`${FRAMES} mutated frames, seed ${seed}`, () => {
  it('crash nothing, and every fragment is accounted for', () => {
    const result = fuzz(FRAMES, seed);
    if (E.isLeft(result))
      throw new Error(
        `frame ${result.left.frameIndex}: ${result.left.what}\n${result.left.frame.toString('latin1')}`,
      );
    const { frames, accepted, ignored, quarantined, gaps } = result.right;
    expect(frames).toBe(FRAMES);
    // it is not always the same that becomes of them
    for (const count of [accepted, ignored, quarantined, gaps])
      expect(count).toBeGreaterThan(FRAMES / 200);
  });
});
