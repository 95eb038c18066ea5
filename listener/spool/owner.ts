import { readFile } from 'node:fs/promises';
import * as t from 'io-ts';

/** A process, and when it began where the system says so: numbers are given again. */
export interface Owner {
  readonly pid: number;
  /** Clock ticks since the machine began, as the system prints them; null where it does not. */
  readonly processStarted: string | null;
}

/** Without a time of its begin, one that did not write for longer is taken for another of its number. */
const FRESH_MS = 60_000;
/** Of `/proc/<pid>/stat`, counted behind the name in parentheses: field 22 of all. */
const START_FIELD = 19;

const startedOf = async (pid: number): Promise<string | null> => {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[START_FIELD] ?? null;
  } catch {
    return null;
  }
};

export const thisProcess = async (): Promise<Owner> => ({
  pid: process.pid,
  processStarted: await startedOf(process.pid),
});

const hasNumber = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return t.type({ code: t.literal('EPERM') }).is(error);
  }
};

/**
 * @param touchedAtMs when its files were last written to
 * @param beganAt of a process's number; null where the system does not say
 */
export const lives = async (
  { pid, processStarted }: Owner,
  touchedAtMs: () => Promise<number>,
  beganAt: (pid: number) => Promise<string | null> = startedOf,
): Promise<boolean> => {
  if (pid === process.pid || !hasNumber(pid)) return false;
  const started = await beganAt(pid);
  if (started !== null && processStarted !== null) return started === processStarted;
  return Date.now() - (await touchedAtMs()) < FRESH_MS;
};
