import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openMarks, type Durable, type Marks } from './marks.ts';

const bin = fileURLToPath(new URL('../../cli/bin.mjs', import.meta.url));
/** A machine that is busy with other things may take its time; a listener that never comes is told. */
const LONGEST_WAIT_MS = 120_000;
const LOOK_EVERY_MS = 5;

export interface EndedRun {
  /** Null where a signal ended it. */
  readonly code: number | null;
  /** Unix ms, as the next. */
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly durable: Durable;
  readonly said: string;
}

/** A listener as a process of its own, whose marks are read. */
export interface ListenerRun {
  readonly process: ChildProcess;
  readonly marks: Marks;
  readonly said: () => string;
  /** Resolves when it is so; rejects when the process has ended before, or after a long time. */
  readonly until: (isSo: () => boolean, what: string) => Promise<void>;
  /** Resolves when the process is no more and all it wrote was read. */
  readonly ended: Promise<EndedRun>;
}

export interface RunOptions {
  readonly url: string;
  readonly lake: string;
  /** Where its named pipe is made; not there yet. */
  readonly marks: string;
  readonly more?: ReadonlyArray<string>;
}

export const startRun = ({ url, lake, marks: path, more = [] }: RunOptions): ListenerRun => {
  const marks = openMarks(path);
  const startedAtMs = Date.now();
  const options = ['--url', url, '--network', 'regtest', '--lake', lake, '--log', 'json'];
  const child = spawn(
    process.execPath,
    [bin, 'listen', ...options, '--marks', '/dev/fd/3', ...more],
    { stdio: ['ignore', 'ignore', 'pipe', marks.fd] },
  );
  marks.given();
  let said = '';
  let hasEnded = false;
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const ended = new Promise<EndedRun>((resolve, reject) => {
    child.once('close', (code) => {
      hasEnded = true;
      const endedAtMs = Date.now();
      marks
        .end()
        .then((durable) => resolve({ code, startedAtMs, endedAtMs, durable, said }))
        .catch(reject);
    });
  });
  const until = async (isSo: () => boolean, what: string): Promise<void> => {
    const beganMs = performance.now();
    while (!isSo()) {
      if (hasEnded) throw new Error(`the listener ended before ${what}: ${said}`);
      if (performance.now() - beganMs > LONGEST_WAIT_MS)
        throw new Error(`waited in vain for ${what}: ${said}`);
      await sleep(LOOK_EVERY_MS);
    }
  };
  return { process: child, marks, said: () => said, until, ended };
};
