/** vB a second over the last 150 s; `atFirst` counts as what came before the clock began. */
export const rollingRate = (startMs: number, atFirst: number) => {
  let arrivals: ReadonlyArray<{ readonly atMs: number; readonly vbytes: number }> = [
    { atMs: startMs, vbytes: atFirst * RATE_WINDOW_SECONDS },
  ];
  return {
    add: (atMs: number, vbytes: number) => {
      arrivals = [...arrivals, { atMs, vbytes }].filter(
        (arrival) => arrival.atMs > atMs - RATE_WINDOW_SECONDS * 1000,
      );
    },
    perSecond: () =>
      Math.round(arrivals.reduce((sum, { vbytes }) => sum + vbytes, 0) / RATE_WINDOW_SECONDS),
  };
};

const RATE_WINDOW_SECONDS = 150;
