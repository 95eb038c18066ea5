import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('tap-process.ts', import.meta.url));

/** Taps in a process of their own, one for each file. */
export interface Tapping {
  readonly urls: ReadonlyArray<string>;
  /** Resolves when everything seen is in the files. */
  readonly stop: () => Promise<void>;
}

export const startTapping = async (
  sourceUrl: string,
  files: ReadonlyArray<string>,
): Promise<Tapping> => {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', script, new URL(sourceUrl).port, ...files],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'close');
  const [printed] = (await Promise.race([once(child.stdout, 'data'), ended])) as [Buffer | null];
  if (!Buffer.isBuffer(printed)) throw new Error('the tap ended before it was there');
  return {
    urls: JSON.parse(printed.toString('utf8')) as ReadonlyArray<string>,
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
};
