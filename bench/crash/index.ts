import { parseArgs } from 'node:util';
import { crash } from './crash.ts';

/**
 * npm run crash -- --kills 200 --seed 7, with --minutes 5 fewer kills where time is up. Exit 1 with what is wrong,
 * and the lakes kept, where something is lost or wrong.
 */

const { kills, seed, minutes } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    minutes: { type: 'string', default: 'Infinity' },
    seed: { type: 'string', default: String(Date.now()) },
  },
}).values;
const SAY_EVERY_MS = 4000;

let saidAt = performance.now();
process.stderr.write(`${kills} kills, seed ${seed}\n`);
const report = await crash({
  kills: Number(kills),
  seed,
  withinMs: Number(minutes) * 60_000,
  killed: (done) => {
    if (performance.now() - saidAt < SAY_EVERY_MS) return;
    saidAt = performance.now();
    process.stderr.write(`${done} of ${kills} kills\n`);
  },
});
const { faults, ...figures } = report;
process.stdout.write(`${JSON.stringify({ ...figures, faults: faults.length })}\n`);
for (const fault of faults) process.stderr.write(`${fault}\n`);
if (faults.length > 0) process.exitCode = 1;
