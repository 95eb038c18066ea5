import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Block } from './block.ts';
import { createBackend } from './backend.ts';
import { closeServer, listenLocally } from './listen.ts';
import type { Conversions } from './prices.ts';
import { serveRest } from './rest.ts';
import { rowTuple, type RowTuple } from './rows.ts';
import { serveSockets } from './socket-server.ts';
import type { Broadcast } from './wire.ts';
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
  /** Replaces the newest `depth` blocks, then finds one on top of them. */
  readonly reorg: (depth: number) => void;
  /** Sends new conversions now. */
  readonly quote: () => void;
  /** Keeps the next message about projected blocks back, though the sequence counts it. */
  readonly dropDelta: () => void;
  /** Changes projected blocks without a message and without a step of the sequence. */
  readonly drift: () => void;
  /** Closes every socket without a status, like a server that restarts. */
  readonly closeSockets: () => void;
  /** Cuts all connections and closes the port. */
  readonly stop: () => Promise<void>;
}

/** What is so in the simulated network, whatever was sent of it. */
interface Truth {
  readonly nowMs: number;
  readonly sequence: number;
  readonly nextBlock: {
    /** As a snapshot would send them, in mining order. */
    readonly rows: ReadonlyArray<RowTuple>;
    readonly transactions: number;
    readonly feeSats: number;
    readonly weight: number;
  };
  /** The canonical blocks above the start height's past, lowest first, the replaced start blocks included. */
  readonly minedBlocks: ReadonlyArray<{ readonly height: number; readonly id: string }>;
  readonly staleBlocks: ReadonlyArray<{ readonly height: number; readonly id: string }>;
  readonly conversions: Conversions;
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
  const http = createServer(serveRest(world));
  const server = serveSockets(http, world, () => backend.sequence());
  const backend = createBackend(world, (broadcast: Broadcast) => server.broadcast(broadcast));
  const tick = () => backend.tick((tickMs || DEFAULT_TICK_MS) * speed);
  await listenLocally(http, server.sockets, options.port ?? 0);
  const clock = tickMs > 0 ? every(tickMs, tick, (ms) => world.skip(ms * speed)) : undefined;
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    tick,
    mineBlock: backend.mineBlock,
    reorg: backend.reorg,
    quote: backend.quote,
    dropDelta: backend.dropDelta,
    drift: backend.drift,
    closeSockets: () => {
      for (const socket of server.sockets.clients) socket.close();
    },
    stop: () => {
      clock?.stop();
      return closeServer(http, server.sockets);
    },
    truth: () => {
      const block = world.projected()[0];
      const lowest = Math.min(startHeight + 1, ...world.chain.stale().map((old) => old.height));
      const mined = world.chain.tip().height - lowest + 1;
      return {
        nowMs: world.nowMs(),
        sequence: backend.sequence(),
        nextBlock: {
          rows: (block?.rows ?? []).map(rowTuple),
          transactions: block?.totals.nTx ?? 0,
          feeSats: block?.totals.totalFees ?? 0,
          weight: (block?.totals.blockVSize ?? 0) * 4,
        },
        minedBlocks: Array.from({ length: mined }, (_, place) => world.chain.at(lowest + place))
          .filter((each) => each !== undefined)
          .map(brief),
        staleBlocks: world.chain.stale().map(brief),
        conversions: world.conversions(),
      };
    },
  };
};

const brief = ({ height, id }: Block) => ({ height, id });

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
