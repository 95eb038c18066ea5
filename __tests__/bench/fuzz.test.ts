import { spawnSync } from 'node:child_process';
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

describe('a bench', () => {
  it.each(['bench/fuzz/index.ts --frames many', 'bench/codec/index.ts --processes 3x'])(
    'is not run for nothing: %s ends with 2',
    (command) => {
      const ended = spawnSync(process.execPath, ['--import', 'tsx', ...command.split(' ')]);
      expect(ended.status).toBe(2);
      expect(String(ended.stderr)).toMatch(/^--\w+ takes a number, not "\w+"\nUsage: npm run /);
      expect(String(ended.stdout)).toBe('');
    },
  );
});
