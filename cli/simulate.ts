import { createInterface } from 'node:readline';
import * as E from 'fp-ts/lib/Either.js';
import { startSimulator, type Simulator } from '../simulator/index.ts';
import {
  failure,
  misuse,
  readOptions,
  wholeNumber,
  type CliResult,
  type Command,
} from './command.ts';
import { say } from './say.ts';
import {
  actOf,
  faultHelp,
  restFaultHelp,
  scheduledOf,
  type Scheduled,
} from './simulate-commands.ts';
import { stopAsked } from './stop-asked.ts';

const DEFAULT_PORT = 8999;

export const simulate: Command = {
  name: 'simulate',
  summary: 'the stand-in source as a server: a mempool backend with made-up data',
  help: `Usage: bitcoin-pipeline simulate [options]

  --port N              port on 127.0.0.1 (default ${DEFAULT_PORT}; 0: any free one)
  --seed N              what the made-up data is made from (default 1)
  --speed N             how many times faster than the clock blocks and prices come (default 1)
  --fault NAME@SECONDS  does something so long after the start; may be given more than once

Runs until it is stopped with Ctrl-C or SIGTERM, also when standard input ends.
Standard input, a line each, and --fault take a fault by name or one of

  block              finds the next block now
  blocks N           finds N blocks at once, of transactions that were not in the mempool
  reorg N            replaces the newest N blocks, then finds one on top
  replace N          replaces the newest N blocks; the height stays
  reorg-back         puts back what was replaced last, and finds blocks on top until it is higher
  quote              sends new conversions now

Faults:

${faultHelp}

Faults of REST, each for the next answer, or for the next N with a number behind it:

${restFaultHelp}

Examples:
  bitcoin-pipeline simulate --speed 60
  bitcoin-pipeline simulate --fault drop@10 --fault 'reorg 2@30' --fault 'refuse 5@59' --fault cut@60
  bitcoin-pipeline simulate --fault 'blocks 500@10' --fault 'rest-429 3@20' --fault rest-hang@20
  echo silent-block | bitcoin-pipeline simulate --port 0
  bitcoin-pipeline listen --url http://127.0.0.1:${DEFAULT_PORT} --lake out/lake`,
  run: async (args) => {
    const options = readOptions(args, {
      port: { type: 'string' },
      seed: { type: 'string' },
      speed: { type: 'string' },
      fault: { type: 'string', multiple: true },
    });
    if (E.isLeft(options)) return options;
    const port = wholeNumber('--port', options.right.port, {
      min: 0,
      max: 65_535,
      default: DEFAULT_PORT,
    });
    if (E.isLeft(port)) return port;
    const seed = wholeNumber('--seed', options.right.seed, {
      min: 0,
      max: 4_294_967_295,
      default: 1,
    });
    if (E.isLeft(seed)) return seed;
    const speed = wholeNumber('--speed', options.right.speed, { min: 1, max: 1000, default: 1 });
    if (E.isLeft(speed)) return speed;
    const scheduled = E.traverseArray(scheduledOf)(options.right.fault ?? []);
    if (E.isLeft(scheduled)) return E.left(misuse(scheduled.left));
    return serve({ port: port.right, seed: seed.right, speed: speed.right }, scheduled.right);
  },
};

const serve = async (
  options: { readonly port: number; readonly seed: number; readonly speed: number },
  scheduled: ReadonlyArray<Scheduled>,
): Promise<CliResult> => {
  const asked = stopAsked();
  try {
    const simulator = await startSimulator(options);
    say(
      `simulated backend at ${simulator.url}, socket at /api/v1/ws; nothing it says is real; stop with Ctrl-C`,
    );
    const timers = scheduled.map(({ text, afterMs, act }) =>
      setTimeout(() => {
        act(simulator);
        say(`done: ${text}`);
      }, afterMs),
    );
    const hearing = hear(simulator);
    await asked;
    hearing.stop();
    timers.forEach(clearTimeout);
    await simulator.stop();
    return E.right(undefined);
  } catch (error) {
    const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    return E.left(
      failure(inUse ? `port ${options.port} is in use; choose another with --port` : String(error)),
    );
  }
};

/** Does what standard input says, line by line. Its end, or that it can't be read, ends nothing else. */
const hear = (simulator: Simulator): { readonly stop: () => void } => {
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    if (line.trim() === '') return;
    const act = actOf(line);
    if (E.isLeft(act)) return say(`bitcoin-pipeline simulate: ${act.left}`);
    act.right(simulator);
    say(`done: ${line.trim()}`);
  });
  process.stdin.on('error', ({ message }) =>
    say(`bitcoin-pipeline simulate: standard input can't be read (${message}); going on without`),
  );
  return {
    stop: () => {
      lines.close();
      process.stdin.destroy();
    },
  };
};
