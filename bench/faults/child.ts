import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { credentials } from '../../__tests__/support/aws/ministack.ts';

/**
 * Runs a program of this folder as a process of its own and gives what it wrote on standard output. Rejects where it
 * fails, or does not end in time.
 */
export const runChild = async (
  program: URL,
  settings: unknown,
  withinMs: number,
): Promise<string> => {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(program), JSON.stringify(settings)],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...credentials } },
  );
  let [out, said] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)));
  const late = setTimeout(() => child.kill('SIGKILL'), withinMs);
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  clearTimeout(late);
  if (code === 0) return out;
  const why = signal === null ? `exit ${code}` : `it did not end within ${withinMs} ms`;
  throw new Error(`${fileURLToPath(program)}: ${why}\n${said}`);
};
