import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { checkNumbers } from '../options.ts';
import { coverage } from './coverage.ts';
import { measuredIn, replayedIn } from './processes.ts';
import { pythonLoop } from './python.ts';
import { messagesOf } from './messages.ts';
import { kindLines, targetLines } from './table.ts';
import { isHeld, standingOf, targetsOf } from './targets.ts';

const usage = `Usage: npm run bench -- [--assert] [--json] [--coverage] [--seed 7] [--rounds 9] [--ms 20] [--processes 3] [--hours 24]

Validating, values, lines and the next block against JSON.parse in the same process, in CPU time: rounds of all ways
in turn, medians, several processes. --hours of a day go through the whole listener (0: none). --assert: exit 1 where a target is missed
or not measured, as the Python loop is not without python3.
--coverage: which codecs are not compiled, and why.`;

const fail = (text: string, code: number): never => {
  process.stderr.write(`${text}\n`);
  process.exit(code);
};

const numbers = { rounds: '9', ms: '20', processes: '3', hours: '24' };

const optionsIn = () => {
  try {
    const { values } = parseArgs({
      options: {
        assert: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        coverage: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        seed: { type: 'string', default: '7' },
        rounds: { type: 'string', default: numbers.rounds },
        ms: { type: 'string', default: numbers.ms },
        processes: { type: 'string', default: numbers.processes },
        hours: { type: 'string', default: numbers.hours },
      },
    });
    const { rounds, ms, processes, hours } = values;
    checkNumbers({ rounds, ms, processes, hours }, numbers);
    return values;
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\n${usage}`, 2);
  }
};

const options = optionsIn();
const write = (text: string): void => void process.stdout.write(`${text}\n`);
/** What goes on, for who waits some minutes. */
const tell = (text: string): void => void process.stderr.write(`${text} …\n`);

if (options.help) write(usage);
else if (options.coverage) {
  const missing = coverage().filter(({ why }) => why !== null);
  if (options.json) write(JSON.stringify(coverage()));
  else for (const { codec, why } of missing) write(`${codec.padEnd(36)} ${why}`);
} else {
  const { seed } = options;
  const effort = { rounds: Number(options.rounds), ms: Number(options.ms) };
  const { kinds, state } = await measuredIn(Number(options.processes), seed, effort, tell);
  tell('the Python loop');
  const python = await pythonLoop(messagesOf(seed).mix, effort.rounds);
  if (options.hours !== '0') tell(`${options.hours} hours through the listener`);
  const replay = options.hours === '0' ? null : await replayedIn(seed, options.hours);
  const targets = targetsOf({ kinds, state, python }).map((target) => ({
    ...target,
    standing: standingOf(target),
  }));
  const machine = {
    date: new Date().toISOString(),
    cpu: cpus()[0]?.model ?? 'unknown',
    cpus: cpus().length,
    node: process.version,
    v8: process.versions.v8,
    python: python?.python ?? null,
    seed,
  };
  if (options.json) write(JSON.stringify({ machine, kinds, state, python, replay, targets }));
  else
    for (const line of [
      ...kindLines(kinds),
      ...(python === null
        ? []
        : [`Python loop, mix: ${Math.round(python.nsPerFrame)} ns a message`]),
      ...(replay === null ? [] : [`replay: ${JSON.stringify(replay)}`]),
      ...targetLines(targets),
      JSON.stringify(machine),
    ])
      write(line);
  if (options.assert && !targets.every(({ standing }) => isHeld(standing))) process.exitCode = 1;
}
