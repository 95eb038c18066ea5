import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as t from 'io-ts';
import { isMissing } from '../../lake/fault.ts';
import type { Sample } from './judge.ts';

/** A document of metrics, by what is wanted of it. */
const OfProcess = t.type({ SpoolBytes: t.number, LagSeconds: t.number });

/** Throws where the system does not tell: only Linux does. */
const rssBytesOf = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  if (kib === undefined) throw new Error(`no VmRSS of process ${pid}`);
  return Number(kib) * 1024;
};

/** Of a file that may be gone by now. */
const sizeOf = async (path: string): Promise<number> => {
  try {
    const { size } = await stat(path);
    return size;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
};

const bytesIn = async (dir: string): Promise<number> => {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map((file) => sizeOf(join(file.parentPath, file.name))));
  return sizes.reduce((sum, size) => sum + size, 0);
};

const newestLag = async (metrics: string): Promise<number | null> => {
  const text = await readFile(metrics, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return '';
    throw error;
  });
  const documents = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
  return documents.findLast(OfProcess.is)?.LagSeconds ?? null;
};

/** What a listener takes now: memory by the system, its spool on disk, its lag by its own metrics. */
export const sample = async (
  pid: number,
  spool: string,
  metrics: string,
  atSeconds: number,
): Promise<Sample> => ({
  atSeconds,
  rssBytes: await rssBytesOf(pid),
  spoolBytes: await bytesIn(spool),
  lagSeconds: await newestLag(metrics),
});
