/** A price of a moment; null where there was none. */
export interface Priced {
  readonly at: string;
  readonly price: number | null;
}

/** A small line, 0 to 1 from left to right and from bottom to top. */
export interface Spark {
  /** Runs of points without a gap. */
  readonly runs: ReadonlyArray<ReadonlyArray<readonly [x: number, y: number]>>;
  readonly lowest: number;
  readonly highest: number;
}

/** A step longer than this many points is a gap: it is not drawn over. */
const STEPS_TOGETHER = 2.5;

/** The line of prices between two moments; null without a price. */
export const sparkOf = (
  points: ReadonlyArray<Priced>,
  fromMs: number,
  toMs: number,
  stepMs: number,
): Spark | null => {
  const priced = points.flatMap(({ at, price }) =>
    price === null ? [] : [{ ms: Date.parse(at), price }],
  );
  if (priced.length === 0) return null;
  const prices = priced.map(({ price }) => price);
  const [lowest, highest] = [Math.min(...prices), Math.max(...prices)];
  const height = highest - lowest;
  const runs: Array<Array<readonly [number, number]>> = [];
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const { ms, price } of priced) {
    if (ms - lastMs > stepMs * STEPS_TOGETHER) runs.push([]);
    const x = toMs === fromMs ? 1 : Math.min(1, Math.max(0, (ms - fromMs) / (toMs - fromMs)));
    runs.at(-1)?.push([x, height === 0 ? 0.5 : (price - lowest) / height]);
    lastMs = ms;
  }
  return { runs, lowest, highest };
};

/** From the first price to the one given last, as a share; null without two. */
export const changeSince = (
  points: ReadonlyArray<Priced>,
  now: number | null | undefined,
): number | null => {
  const first = points.find(({ price }) => price !== null)?.price ?? null;
  return first === null || now === null || now === undefined || !(now > 0) ? null : now / first - 1;
};

const percent = new Intl.NumberFormat('en-US', {
  style: 'percent',
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
  signDisplay: 'exceptZero',
});

/** `up 1.25 %`, with a sign for those who see it; null where it is not known. */
export const changeInWords = (
  share: number | null,
): { readonly sign: '▲' | '▼' | '='; readonly text: string } | null => {
  if (share === null) return null;
  const text = percent.format(share).replace('%', ' %').replace('-', '−');
  const rounded = Math.round(share * 10_000);
  return { sign: rounded > 0 ? '▲' : rounded < 0 ? '▼' : '=', text };
};
