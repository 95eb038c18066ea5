import * as E from 'fp-ts/lib/Either.js';
import { benchOptions } from '../options.ts';
import { fuzz } from './fuzz.ts';

const { frames, seed } = benchOptions(
  `Usage: npm run fuzz -- [--frames 5000000] [--seed 7]

Exit 1 with the frame and how to see it again where one breaks something.`,
  { frames: '5000000', seed: String(Date.now()) },
);
const SAY_EVERY_MS = 2000;

let saidAt = performance.now();
process.stderr.write(`${frames} frames, seed ${seed}\n`);
const result = fuzz(Number(frames), seed, (done) => {
  if (performance.now() - saidAt < SAY_EVERY_MS) return;
  saidAt = performance.now();
  process.stderr.write(`${done} of ${frames}\n`);
});
if (E.isRight(result)) process.stdout.write(`${JSON.stringify({ seed, ...result.right })}\n`);
else {
  const { frameIndex, frame, what } = result.left;
  process.stderr.write(
    `frame ${frameIndex} broke something: ${what}\n${JSON.stringify(frame.toString('latin1'))}\nagain: npm run fuzz -- --frames ${frameIndex + 1} --seed ${seed}\n`,
  );
  process.exitCode = 1;
}
