import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Packed } from '../../../stacks/pack/zip.ts';
import { projectRoot } from '../small-clone.ts';

/** A folder that has what was packed, as an instance or a function unpacks it, and nothing else. */
export interface Unpacked {
  readonly path: (...names: ReadonlyArray<string>) => string;
  readonly remove: () => Promise<void>;
}

export const unpack = async (
  pack: (root: string, outDir: string) => Promise<ReadonlyArray<Packed>>,
): Promise<Unpacked> => {
  const folder = await mkdtemp(join(tmpdir(), 'unpacked-'));
  const work = await mkdtemp(join(tmpdir(), 'pack-'));
  for (const { path, bytes, isProgram } of await pack(projectRoot, join(work, 'out'))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes, { mode: isProgram ? 0o755 : 0o644 });
  }
  await rm(work, { recursive: true });
  return {
    path: (...names) => join(folder, ...names),
    remove: () => rm(folder, { recursive: true }),
  };
};

/** A process of it, with these variables and no other. */
export interface Started {
  readonly process: ChildProcess;
  readonly said: () => string;
  readonly ended: Promise<number | null>;
}

export const startThere = (
  command: readonly [string, ...ReadonlyArray<string>],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Started => {
  const [program, ...words] = command;
  const child = spawn(program, words, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const keep = (chunk: Buffer): void => {
    said = (said + chunk.toString()).slice(-10_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { process: child, said: () => said, ended };
};
