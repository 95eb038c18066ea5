import { cpus } from 'node:os';
import { benchOptions } from '../options.ts';
import { playRound, type Round } from './round.ts';

const MOST_RATIO = 2;
const LEAST_FRAMES_PER_SECOND = 100;

const { rounds, seconds } = benchOptions(
  `Usage: npm run loop-delay -- [--rounds 5] [--seconds 10]

The delay of the reading loop (p99) while Firehose never answers, against one that answers at once:
rounds of both in turn, medians. Exit 1 above twice, or where less was read than is to be.`,
  { rounds: '5', seconds: '10' },
);

const median = (numbers: ReadonlyArray<number>): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

const medians = (all: ReadonlyArray<Round>): Round => ({
  p50Ms: median(all.map(({ p50Ms }) => p50Ms)),
  p99Ms: median(all.map(({ p99Ms }) => p99Ms)),
  maxMs: median(all.map(({ maxMs }) => maxMs)),
  framesPerSecond: median(all.map(({ framesPerSecond }) => framesPerSecond)),
  requests: median(all.map(({ requests }) => requests)),
});

const play = async (name: string, isFrozen: boolean): Promise<Round> => {
  const round = await playRound(isFrozen, Number(seconds));
  process.stderr.write(`${name} ${JSON.stringify(round)}\n`);
  return round;
};

const [control, frozen]: [Array<Round>, Array<Round>] = [[], []];
for (let count = 0; count < Number(rounds); count += 1) {
  control.push(await play('control', false));
  frozen.push(await play('frozen ', true));
}
const of = { control: medians(control), frozen: medians(frozen) };
const ratio = Math.round((of.frozen.p99Ms / of.control.p99Ms) * 100) / 100;
const [cpu] = cpus();
const hardware = `${cpus().length} × ${cpu?.model ?? 'unknown'}, Node ${process.version}`;
const date = new Date().toISOString();
process.stdout.write(
  `${JSON.stringify({ date, hardware, rounds, seconds, medians: of, ratio }, null, 2)}\n`,
);
const slowest = Math.min(...[...control, ...frozen].map(({ framesPerSecond }) => framesPerSecond));
if (slowest < LEAST_FRAMES_PER_SECOND)
  process.stderr.write(`only ${slowest} frames a second came, of ${LEAST_FRAMES_PER_SECOND}\n`);
if (!(ratio <= MOST_RATIO))
  process.stderr.write(`the delay while frozen is ${ratio} times that of the control\n`);
if (slowest < LEAST_FRAMES_PER_SECOND || !(ratio <= MOST_RATIO)) process.exitCode = 1;
