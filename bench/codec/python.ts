import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const program = fileURLToPath(new URL('python.py', import.meta.url));

export interface PythonFigure {
  readonly nsPerFrame: number;
  readonly python: string;
}

/** What the Python loop takes for the same messages; null where there is no python3. */
export const pythonLoop = async (
  frames: ReadonlyArray<Buffer>,
  rounds: number,
): Promise<PythonFigure | null> => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-codec-'));
  try {
    const file = join(folder, 'messages.ndjson');
    await writeFile(file, frames.map((frame) => `${frame.toString()}\n`).join(''));
    const { stdout } = await run('python3', [program, file, String(rounds)]);
    const { ns, python } = JSON.parse(stdout) as { readonly ns: number; readonly python: string };
    return { nsPerFrame: ns, python };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
