import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { programDir } from '../../cli/program.ts';
import type { Effort, Figures, KindName } from './figures.ts';
import type { OneProcess } from './one-process.ts';
import type { ReplayFigures } from './replay.ts';
import { median, type Measured } from './rounds.ts';
import { medianState } from './state.ts';

const run = promisify(execFile);
const configFile = fileURLToPath(new URL('vite.config.ts', import.meta.url));
const program = join(programDir, '.bench', 'measure.mjs');

let built: Promise<unknown> | null = null;

const inProcess = async (args: ReadonlyArray<string>): Promise<unknown> => {
  built ??= build({ configFile });
  await built;
  const node = ['--expose-gc', program, ...args];
  const { stdout } = await run(process.execPath, node, { maxBuffer: 2 ** 24 });
  return JSON.parse(stdout);
};

const medianMeasured = (all: ReadonlyArray<Measured>): Measured => ({
  nsPerFrame: median(all.map(({ nsPerFrame }) => nsPerFrame)),
  ratio: median(all.map(({ ratio }) => ratio)),
});

const medianFigures = (all: ReadonlyArray<Figures>): Figures =>
  Object.fromEntries(
    (Object.keys(all[0] ?? {}) as ReadonlyArray<keyof Figures>).map((way) => [
      way,
      medianMeasured(all.flatMap((figures) => figures[way] ?? [])),
    ]),
  );

/**
 * Medians of several processes, one after the other.
 * @param told hears what begins
 */
export const measuredIn = async (
  processes: number,
  seed: string,
  { rounds, ms }: Effort,
  told: (what: string) => void = () => undefined,
): Promise<OneProcess> => {
  const all: Array<OneProcess> = [];
  for (let index = 0; index < processes; index += 1) {
    told(`measuring, process ${index + 1} of ${processes}`);
    all.push((await inProcess(['figures', seed, String(rounds), String(ms)])) as OneProcess);
  }
  const kinds = Object.keys(all[0]?.kinds ?? {}) as ReadonlyArray<KindName>;
  return {
    kinds: Object.fromEntries(
      kinds.map((kind) => [kind, medianFigures(all.flatMap((one) => one.kinds[kind] ?? []))]),
    ),
    state: medianState(all.map(({ state }) => state)),
  };
};

export const replayedIn = async (seed: string, hours: string): Promise<ReplayFigures> =>
  (await inProcess(['replay', seed, hours])) as ReplayFigures;
