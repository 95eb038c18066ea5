import { benchOptions } from '../options.ts';
import { crash, LEAST_PER_SECOND } from './crash.ts';

const { kills, seed, minutes } = benchOptions(
  `Usage: npm run crash -- [--kills 200] [--seed 7] [--minutes 5]

Kills listeners at random moments and compares the lake with what was durable, what was sent and
what was so. With --minutes fewer kills where time is up. Exit 1 with what is lost or wrong; the
lakes are kept then.`,
  { kills: '200', minutes: 'Infinity', seed: String(Date.now()) },
);
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
const isFast = figures.fragmentsSentPerSecond >= LEAST_PER_SECOND;
if (!isFast) process.stderr.write(`fewer than ${LEAST_PER_SECOND} lines were sent a second\n`);
if (faults.length > 0 || !isFast) process.exitCode = 1;
