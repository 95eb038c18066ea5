import { vi } from 'vitest';
import { main } from '../../cli/main.ts';
import type { Ended } from './program.ts';

interface Place {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * What the program says and how it ends, without a process of its own: for what is answered before anything is started
 * that has to be stopped. One at a time, as folder, variables and both outputs are those of this process.
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
  process.chdir(cwd);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  try {
    return { code: await main(args), out: said.stdout, err: said.stderr };
  } finally {
    vi.unstubAllEnvs();
    process.chdir(from);
    for (const spy of spies) spy.mockRestore();
  }
};
