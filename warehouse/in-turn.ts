import path from 'node:path';

/**
 * Who in this process has a file, or waits for it, last. DuckDB's own lock keeps out other processes only: opened
 * twice in one process, a file would be written by two engines that do not know of each other.
 */
const lastInLine = new Map<string, Promise<void>>();

const nothing = (): void => undefined;

/** Waits until everyone in this process who asked for the file before has released it; gives what releases it. */
export const inTurn = async (file: string): Promise<() => void> => {
  const key = path.resolve(file);
  const before = lastInLine.get(key) ?? Promise.resolve();
  let release = nothing;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  lastInLine.set(
    key,
    before.then(() => released),
  );
  await before;
  return release;
};

/** Has the file to itself, as far as this process goes, while another process works on it for us. */
export const whileAlone = async <A>(file: string, task: () => Promise<A>): Promise<A> => {
  const release = await inTurn(file);
  try {
    return await task();
  } finally {
    release();
  }
};
