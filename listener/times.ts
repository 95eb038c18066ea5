/** When things were received, in Unix milliseconds, asked once for each in the order they come. */
export interface ReceiptTimes {
  readonly opened: () => number;
  readonly frame: () => number;
  readonly closed: () => number;
  /** Now, for what is due without a frame; null where time passes with the frames only. */
  readonly now: () => number | null;
  /** By how much the wall clock was set since the epoch that lasts began; positive: forward. */
  readonly steppedMs: () => number;
  /** Takes the wall clock as it is now, for the epochs that begin from here on. */
  readonly reset: () => void;
}

interface Clock {
  readonly now: () => number;
  readonly steppedMs: () => number;
}

/** The wall clock as it is now plus monotonic time since: never goes back. */
const startClock = (): Clock => {
  const wallMs = Date.now();
  const startMs = performance.now();
  const now = (): number => Math.floor(wallMs + (performance.now() - startMs));
  return { now, steppedMs: () => Date.now() - now() };
};

/** Each socket has a clock of its own; without one, that of the process goes on. */
export const liveTimes = (): ReceiptTimes => {
  let ofProcess = startClock();
  let ofSocket: Clock | null = null;
  const current = (): Clock => ofSocket ?? ofProcess;
  return {
    opened: () => {
      ofSocket = startClock();
      return ofSocket.now();
    },
    frame: () => current().now(),
    closed: () => {
      const atMs = current().now();
      ofSocket = null;
      return atMs;
    },
    now: () => current().now(),
    steppedMs: () => current().steppedMs(),
    reset: () => {
      ofProcess = startClock();
    },
  };
};

/** The times of one recorded socket. */
export interface RecordedTimes {
  readonly openedAtMs: number;
  readonly framesAtMs: ReadonlyArray<number>;
  readonly closedAtMs: number;
}

/**
 * A recording's own times, socket by socket, frame by frame. Where its clock was set back they stand still until it
 * has caught up: inside a socket no time is before another.
 */
export const recordedTimes = (sockets: ReadonlyArray<RecordedTimes>): ReceiptTimes => {
  let socket = -1;
  let frame = 0;
  let latestMs = 0;
  const notBack = (ms: number): number => {
    latestMs = Math.max(latestMs, ms);
    return latestMs;
  };
  const current = (): RecordedTimes => {
    const times = sockets[socket];
    if (times === undefined) throw new Error('more sockets than the recording has');
    return times;
  };
  return {
    opened: () => {
      socket += 1;
      frame = 0;
      latestMs = current().openedAtMs;
      return latestMs;
    },
    frame: () => {
      const { framesAtMs, closedAtMs } = current();
      frame += 1;
      return notBack(framesAtMs[frame - 1] ?? closedAtMs);
    },
    closed: () => {
      const { framesAtMs, closedAtMs } = current();
      return frame < framesAtMs.length ? latestMs : notBack(closedAtMs);
    },
    now: () => null,
    steppedMs: () => 0,
    reset: () => undefined,
  };
};
