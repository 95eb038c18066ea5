/** When things were received, in Unix milliseconds, asked once for each in the order they come. */
export interface ReceiptTimes {
  readonly opened: () => number;
  readonly frame: () => number;
  readonly closed: () => number;
  /** We stop of our own accord. */
  readonly stopped: () => number;
  /** Now, for what is due without a frame; null where time passes with the frames only. */
  readonly now: () => number | null;
}

/** The wall clock at the opening of the epoch plus monotonic time since: never goes back inside an epoch. */
export const liveTimes = (): ReceiptTimes => {
  let wallMs = Date.now();
  let startMs = performance.now();
  const now = (): number => Math.floor(wallMs + (performance.now() - startMs));
  return {
    opened: () => {
      wallMs = Date.now();
      startMs = performance.now();
      return wallMs;
    },
    frame: now,
    closed: now,
    stopped: now,
    now,
  };
};

/** The times of one recorded socket. */
export interface RecordedTimes {
  readonly openedAtMs: number;
  readonly framesAtMs: ReadonlyArray<number>;
  readonly closedAtMs: number;
}

/** A recording's own times, socket by socket, frame by frame. */
export const recordedTimes = (sockets: ReadonlyArray<RecordedTimes>): ReceiptTimes => {
  let socket = -1;
  let frame = 0;
  const current = (): RecordedTimes => {
    const times = sockets[socket];
    if (times === undefined) throw new Error('more sockets than the recording has');
    return times;
  };
  return {
    opened: () => {
      socket += 1;
      frame = 0;
      return current().openedAtMs;
    },
    frame: () => {
      const { framesAtMs, closedAtMs } = current();
      frame += 1;
      return framesAtMs[frame - 1] ?? closedAtMs;
    },
    closed: () => current().closedAtMs,
    stopped: () => current().framesAtMs[frame - 1] ?? current().openedAtMs,
    now: () => null,
  };
};
