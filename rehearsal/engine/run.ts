import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { Message } from './messages.ts';

export interface Ran {
  readonly code: number;
  readonly messages: ReadonlyArray<Message>;
  /** What was printed that is no message, to quote where nothing else tells. */
  readonly rest: string;
}

const PATIENCE_MS = 600_000;

const messageIn = (line: string): Message | null => {
  if (!line.startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(line);
    return Message.is(value) ? value : null;
  } catch {
    return null;
  }
};

/** Runs an engine, or what runs one, to its end; does not block, since the providers answer from this process. */
export const run = async (
  program: string,
  args: ReadonlyArray<string>,
  env: NodeJS.ProcessEnv,
  cwd?: string,
): Promise<Ran> => {
  const child = spawn(program, args, {
    env,
    ...(cwd !== undefined && { cwd }),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: PATIENCE_MS,
    killSignal: 'SIGKILL',
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
  const messages: Array<Message> = [];
  const rest: Array<string> = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    const message = messageIn(line);
    if (message === null) rest.push(line);
    else messages.push(message);
  });
  const [code, complaints] = await Promise.all([ended, text(child.stderr)]);
  return { code, messages, rest: [...rest, complaints].join('\n').trim() };
};
