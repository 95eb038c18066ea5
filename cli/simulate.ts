import * as E from 'fp-ts/lib/Either.js';
import { startSimulator } from '../simulator/index.ts';
import { failure, readOptions, wholeNumber, type Command } from './command.ts';
import { say } from './say.ts';
import { stopAsked } from './stop-asked.ts';

const DEFAULT_PORT = 8999;

export const simulate: Command = {
  name: 'simulate',
  summary: 'the stand-in source as a server: a mempool backend with made-up data',
  help: `Usage: bitcoin-pipeline simulate [options]

  --port N     port on 127.0.0.1 (default ${DEFAULT_PORT}; 0: any free one)
  --seed N     what the made-up data is made from (default 1)
  --speed N    how many times faster than the clock blocks and prices come (default 1)

Runs until it is stopped with Ctrl-C or SIGTERM.

Example:
  bitcoin-pipeline simulate --speed 60
  bitcoin-pipeline listen --url http://127.0.0.1:${DEFAULT_PORT} --lake out/lake`,
  run: async (args) => {
    const options = readOptions(args, {
      port: { type: 'string' },
      seed: { type: 'string' },
      speed: { type: 'string' },
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
    try {
      const simulator = await startSimulator({
        port: port.right,
        seed: seed.right,
        speed: speed.right,
      });
      say(
        `simulated backend at ${simulator.url}, socket at /api/v1/ws; nothing it says is real; stop with Ctrl-C`,
      );
      await stopAsked();
      await simulator.stop();
      return E.right(undefined);
    } catch (error) {
      const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      return E.left(
        failure(inUse ? `port ${port.right} is in use; choose another with --port` : String(error)),
      );
    }
  },
};
