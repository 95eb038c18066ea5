/** Of one stream, in a month or another stretch of time. */
export interface Volume {
  readonly lines: number;
  readonly bytes: number;
}

export interface Measured {
  readonly seconds: number;
  readonly streams: Readonly<Record<string, Volume>>;
}

/** One line, as far as it matters here. */
export interface MeasuredLine {
  readonly stream: string;
  readonly bytes: { readonly length: number };
  /** ISO 8601. */
  readonly observedAt: string;
}

const secondsOf = (lines: ReadonlyArray<MeasuredLine>): number => {
  const times = lines.map(({ observedAt }) => Date.parse(observedAt));
  return (Math.max(...times) - Math.min(...times)) / 1000;
};

/** What came in recorded sessions, stream by stream. */
export const measuredIn = (
  sessions: ReadonlyArray<ReadonlyArray<MeasuredLine>>,
  streams: ReadonlyArray<string>,
): Measured => ({
  seconds: Math.round(sessions.reduce((sum, lines) => sum + secondsOf(lines), 0)),
  streams: Object.fromEntries(
    streams.map((stream): readonly [string, Volume] => {
      const lines = sessions.flat().filter((line) => line.stream === stream);
      return [
        stream,
        { lines: lines.length, bytes: lines.reduce((sum, { bytes }) => sum + bytes.length, 0) },
      ];
    }),
  ),
});

/**
 * What a listener makes of the sessions recorded from a running backend on 2026-11-21 (regtest, 1,300 rows in the next
 * block): a test compares. Each session begins with eight mined blocks and a snapshot, and holds more blocks than
 * mainnet mines, so that blocks are counted too high rather than too low. That backend had no prices: quotes are an
 * input of their own, as are mainnet's audits.
 */
export const recorded: Measured = {
  seconds: 445,
  streams: {
    'mempool-block': { lines: 278, bytes: 1_700_112 },
    conversions: { lines: 2, bytes: 1718 },
    'block-metadata': { lines: 102, bytes: 248_605 },
    'feed-health': { lines: 17, bytes: 10_425 },
    quarantine: { lines: 0, bytes: 0 },
  },
};

/** The same for as long as a month. */
export const inSeconds = ({ seconds, streams }: Measured, wanted: number): Measured => ({
  seconds: wanted,
  streams: Object.fromEntries(
    Object.entries(streams).map(([stream, { lines, bytes }]) => [
      stream,
      { lines: (lines / seconds) * wanted, bytes: (bytes / seconds) * wanted },
    ]),
  ),
});
