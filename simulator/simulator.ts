import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createBackend } from './backend.ts';
import { faultActions, type DoFault } from './fault-actions.ts';
import { closeServer, listenLocally } from './listen.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createRestFaults } from './rest-faults.ts';
import { serveRest } from './rest.ts';
import { socketFaults } from './socket-faults.ts';
import { serveSockets } from './socket-server.ts';
import { truthOf, type Truth } from './truth.ts';
import { createWorld } from './world.ts';

/** How the simulated network is, and how fast its time runs. */
export interface SimulatorOptions {
  /** @default 0, any free port */
  readonly port?: number;
  /** The same seed gives the same transactions, blocks and prices, tick for tick. @default 1 */
  readonly seed?: number | string;
  /** Real time between two mempool updates; 0: only `tick()` moves the simulation. @default 1500 */
  readonly tickMs?: number;
  /** Simulated seconds per real second: how many transactions, blocks and quotes come. @default 1 */
  readonly speed?: number;
  /** About how many transactions fill a block; fewer are bigger, so that blocks are full all the same. @default 5000 */
  readonly rows?: number;
  /** Simulated time at the start, ms since 1970. @default the real time */
  readonly startTimeMs?: number;
  /** Height of the newest block at the start. @default 967732 */
  readonly startHeight?: number;
  /** How many blocks there are at the start; nothing is known of the chain before. @default 2200 */
  readonly pastBlocks?: number;
  /** Mean simulated time between two blocks from the start on; they come by chance (a Poisson process). @default 600 */
  readonly meanBlockSeconds?: number;
}

/** A mempool backend with made-up data, on 127.0.0.1. */
export interface Simulator {
  /** `http://127.0.0.1:<port>`; REST under `/api/v1/`, the socket at `/api/v1/ws` (and any other path). */
  readonly url: string;
  readonly truth: () => Truth;
  /** One mempool update, with the blocks and quotes due before it. */
  readonly tick: () => void;
  /** Finds the next block now. */
  readonly mineBlock: () => void;
  /**
   * Finds so many blocks now, with the time that goes by between them, about ten minutes each. They hold transactions
   * that were never in the mempool, which stays as it is. Sockets are told of each; of more than 16, of the newest 8.
   */
  readonly mineBlocks: (count: number) => void;
  /** Replaces the newest `depth` blocks, then finds `onTop` on top of them: one if not said, 0 for the same height. */
  readonly reorg: (depth: number, onTop?: number) => void;
  /**
   * Puts the blocks that were replaced last back into their places and finds as many on top as it takes to be higher
   * than the chain before. Nothing happens where nothing was replaced.
   */
  readonly reorgBack: () => void;
  /** Sends new conversions now. */
  readonly quote: () => void;
  /** Makes something go wrong, see `FAULTS` and `REST_FAULTS`. */
  readonly fault: DoFault;
  /** Cuts all connections and closes the port. */
  readonly stop: () => Promise<void>;
}

/** Starts the stand-in backend. Rejects when the port is taken (`EADDRINUSE`). */
export const startSimulator = async (options: SimulatorOptions = {}): Promise<Simulator> => {
  const tickMs = options.tickMs ?? DEFAULT_TICK_MS;
  const speed = options.speed ?? 1;
  const startHeight = options.startHeight ?? 967_732;
  const world = createWorld({
    seed: String(options.seed ?? 1),
    rowsPerBlock: options.rows ?? 5_000,
    startTimeMs: options.startTimeMs ?? Date.now(),
    startHeight,
    pastBlocks: options.pastBlocks ?? 2_200,
    meanBlockSeconds: options.meanBlockSeconds ?? 600,
  });
  const backend = createBackend(world, (broadcast) => outbox.deliver(broadcast));
  const restFaults = createRestFaults();
  const reorg = () => backend.reorg(2, 1);
  const http = createServer(serveRest({ world, ready: backend.ready, faults: restFaults, reorg }));
  const server = serveSockets(http, world, backend.ready);
  const outbox: Outbox = createOutbox(server.broadcast);
  const onSockets = socketFaults(server, () => JSON.stringify(world.conversions()));
  const tick = () => backend.tick((tickMs || DEFAULT_TICK_MS) * speed);
  await listenLocally(http, server.sockets, options.port ?? 0);
  const clock = tickMs > 0 ? every(tickMs, tick, (ms) => world.skip(ms * speed)) : undefined;
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    tick,
    mineBlock: backend.mineBlock,
    mineBlocks: backend.mineBlocks,
    reorg: (depth, onTop = 1) => backend.reorg(depth, onTop),
    reorgBack: backend.reorgBack,
    quote: backend.quote,
    fault: faultActions(backend, outbox, onSockets, restFaults),
    stop: () => {
      clock?.stop();
      return closeServer(http, server.sockets);
    },
    truth: () => truthOf(world, backend.sequence(), startHeight),
  };
};

/** Calls at a steady beat. Beats that were slept through are not made up for; `skip` is told how long that was. */
const every = (beatMs: number, call: () => void, skip: (ms: number) => void) => {
  let dueMs = performance.now() + beatMs;
  const next = () => {
    call();
    dueMs += beatMs;
    const missedMs = performance.now() - dueMs;
    if (missedMs > 0) {
      dueMs += missedMs;
      skip(missedMs);
    }
    timer = setTimeout(next, dueMs - performance.now());
  };
  let timer = setTimeout(next, beatMs);
  return { stop: () => clearTimeout(timer) };
};

const DEFAULT_TICK_MS = 1_500;
