import { vi } from 'vitest';
import { main } from '../../cli/main.ts';
import type { Ended } from './program.ts';

interface Place {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A command may listen for these until its process ends. */
const signals = ['SIGINT', 'SIGTERM'] as const;

/**
 * What the program says and how it ends, without a process of its own: for commands that end by themselves and leave
 * nothing running. One at a time, as folder, variables and both outputs are those of this process.
 */
export const runInside = async (
  args: ReadonlyArray<string>,
  { cwd = process.cwd(), env = {} }: Place = {},
): Promise<Ended> => {
  const said = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      said[name] += String(text);
      return true;
    }),
  );
  const from = process.cwd();
  const before = signals.map((signal) => process.listeners(signal));
  process.chdir(cwd);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  try {
    return { code: await main(args), out: said.stdout, err: said.stderr };
  } finally {
    vi.unstubAllEnvs();
    process.chdir(from);
    for (const spy of spies) spy.mockRestore();
    for (const [index, signal] of signals.entries())
      for (const listener of process.listeners(signal))
        if (before[index]?.includes(listener) !== true) process.off(signal, listener);
  }
};
