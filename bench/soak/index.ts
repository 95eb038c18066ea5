import { benchOptions } from '../options.ts';
import { LIMITS, type Course, type Sample } from './judge.ts';
import { soak } from './soak.ts';

const { minutes, every } = benchOptions(
  `Usage: npm run soak -- [--minutes 10] [--every 10]

A listener at 50 changes a second; memory, spool and lag every so many seconds. Exit 1 where memory
or spool grew between the second and the last third by more than the limits, or the listener did
not end well.`,
  { minutes: '10', every: '10' },
);

const mib = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);
const say = (text: string): void => void process.stderr.write(`${text}\n`);
const row = ({ atSeconds, rssBytes, spoolBytes, lagSeconds }: Sample): string =>
  [
    atSeconds.toFixed(0).padStart(6),
    mib(rssBytes).padStart(8),
    mib(spoolBytes).padStart(9),
    (lagSeconds?.toFixed(1) ?? '-').padStart(6),
  ].join('  ');
const told = (
  name: string,
  { first, second, last, slopePerHour, growth, isFlat }: Course,
): string =>
  `${name}: medians of the thirds ${[first, second, last].map(mib).join(', ')} MiB, ${mib(slopePerHour)} MiB an hour, ${(growth * 100).toFixed(1)} % from second to last: ${isFlat ? 'flat' : 'it grows'}`;

say('     s   RSS MiB  spool MiB  lag s');
const { samples, verdict, deltasPerSecond, exitCode } = await soak({
  seconds: Number(minutes) * 60,
  everySeconds: Number(every),
  sampled: (sample) => say(row(sample)),
});
if (verdict !== null) {
  say(told('RSS', verdict.rssBytes));
  say(told('spool', verdict.spoolBytes));
}
process.stdout.write(
  `${JSON.stringify({ minutes: Number(minutes), samples: samples.length, deltasPerSecond, exitCode, limits: LIMITS, verdict })}\n`,
);
if (verdict?.isFlat !== true || exitCode !== 0) process.exitCode = 1;
