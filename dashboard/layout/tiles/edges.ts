/** Classes of fee rate that have a colour each. */
const COLOUR_CLASSES = 12;

/** What is left out at both ends when the classes are fitted, so that one strange rate does not stretch them. */
const TAIL = 0.005;
/** Top over bottom, at least: where all pay about the same they look about the same. */
const LEAST_SPAN = 4;
const LOWEST_EDGE = 0.1; // sat/vB
/** Fitted where no rate is known. */
const USUAL_RATES = [1, 100];

const readable = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** The nearest number that reads well, e.g. 0.25 or 120. */
const nearestReadable = (rate: number): number => {
  const power = 10 ** Math.floor(Math.log10(rate));
  const apart = (step: number): number => Math.abs(step - rate / power);
  const step = readable.reduce((best, next) => (apart(next) < apart(best) ? next : best));
  return twoDigits(step * power);
};

const twoDigits = (rate: number): number => Number(rate.toPrecision(2));

/** The lower bounds of the colour classes: even steps of the logarithm over the rates, rounded and rising. */
export const fitEdges = (rates: Iterable<number>): ReadonlyArray<number> => {
  const known = Float64Array.from(rates).sort();
  const sorted = known.length === 0 ? USUAL_RATES : known;
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  const low = Math.max(LOWEST_EDGE, at(TAIL));
  const span = Math.max(LEAST_SPAN, at(1 - TAIL) / low);
  const edges: number[] = [];
  for (let step = 0; step < COLOUR_CLASSES; step += 1) {
    const wanted = nearestReadable(low * span ** (step / COLOUR_CLASSES));
    const before = edges.at(-1) ?? 0;
    edges.push(wanted > before ? wanted : twoDigits(before * 1.1));
  }
  return edges;
};

/** The class of a rate: that of the highest edge at or below it; what is below all belongs to the first. */
export const classOf = (edges: ReadonlyArray<number>, rate: number): number => {
  let index = edges.length - 1; // a plain loop, since it runs for each tile of each picture
  while (index > 0 && (edges[index] ?? 0) > rate) index -= 1;
  return Math.max(index, 0);
};
