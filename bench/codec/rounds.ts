/** What is done with one frame; whatever it gives is looked at, so that nothing can be left out. */
export type Way = (frame: Buffer) => unknown;

export interface Measured {
  /** Of CPU time, the process's other threads included. */
  readonly nsPerFrame: number;
  /** To the first way, round by round. */
  readonly ratio: number;
}

export const median = (numbers: ReadonlyArray<number>): number => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const above = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? above : (above + (sorted[middle - 1] ?? Number.NaN)) / 2;
};

/** So many times as long as a round takes a way is run before it is counted. */
const WARM_UP = 10;

const cpuNs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
};

/** What was given last: looked at once, so that nothing can be left out. */
let seen: unknown = null;

/** CPU nanoseconds a frame, of as many frames as take about so many milliseconds. */
const timed = (way: Way, frames: ReadonlyArray<Buffer>, count: number): number => {
  const began = cpuNs();
  for (let index = 0; index < count; index += 1)
    seen = way(frames[index % frames.length] as Buffer);
  return (cpuNs() - began) / count;
};

/** How many frames take so long, by how many an engine that has compiled the way gets through in ten times that. */
const countFor = (way: Way, frames: ReadonlyArray<Buffer>, ms: number): number => {
  let [ns, spentMs] = [0, 0];
  for (let count = frames.length; spentMs < ms * WARM_UP; count *= 2) {
    ns = timed(way, frames, count);
    spentMs += (ns * count) / 1e6;
  }
  return Math.max(1, Math.ceil((ms * 1e6) / ns / frames.length)) * frames.length;
};

/**
 * All ways in turn, round after round, so that what else the machine does meets all alike: medians of the rounds. The
 * first rounds, in which code is still being compiled, are not counted.
 */
export const interleaved = <Name extends string>(
  ways: Readonly<Record<Name, Way>>,
  frames: ReadonlyArray<Buffer>,
  {
    rounds,
    ms,
    warmUp = 3,
  }: { readonly rounds: number; readonly ms: number; readonly warmUp?: number },
): Readonly<Record<Name, Measured>> => {
  const names = Object.keys(ways) as Array<Name>;
  const counts = names.map((name) => countFor(ways[name], frames, ms));
  const took: ReadonlyArray<Array<number>> = names.map(() => []);
  for (let round = 0; round < rounds + warmUp; round += 1) {
    const first = round % names.length; // another begins each time
    for (let turn = 0; turn < names.length; turn += 1) {
      const at = (first + turn) % names.length;
      const name = names[at];
      if (name === undefined) continue;
      const ns = timed(ways[name], frames, counts[at] ?? 1);
      if (round >= warmUp) took[at]?.push(ns);
    }
  }
  if (seen === undefined) throw new Error('a way gave nothing');
  const base = took[0] ?? [];
  const measured = names.map((name, at): [Name, Measured] => {
    const each = took[at] ?? [];
    const ratios = each.map((ns, round) => ns / (base[round] ?? Number.NaN));
    return [name, { nsPerFrame: median(each), ratio: median(ratios) }];
  });
  return Object.fromEntries(measured) as Record<Name, Measured>;
};
