import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { dbtPython } from '../dbt-warehouse.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** An interpreter whose dbt is imported already, once for all files; where there is no fork, the one that has dbt. */
    readonly forkingPython: string;
  }
}

const folderOfScripts = import.meta.dirname;

/** A program that starts another with more arguments. */
const writeProgram = (file: string, words: ReadonlyArray<string>): void =>
  writeFileSync(file, `#!/bin/sh\nexec ${words.map((word) => `'${word}'`).join(' ')} "$@"\n`, {
    mode: 0o755,
  });

/** One import of dbt for all files: that takes three seconds, and the tests start dbt some seventy times. */
export default async ({ provide }: TestProject): Promise<() => Promise<void>> => {
  const own = dbtPython();
  if (process.platform === 'win32' || !existsSync(own)) {
    provide('forkingPython', own);
    return () => Promise.resolve();
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'dbt-'));
  const [socket, program] = [path.join(folder, 'socket'), path.join(folder, 'python')];
  // without site, what only hands over begins in hundredths of a second
  const client = [own, '-I', '-S', path.join(folderOfScripts, 'client.py'), socket];
  writeProgram(program, client);
  const server = spawn(own, [path.join(folderOfScripts, 'server.py'), socket], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(server.stdout, 'data');
  provide('forkingPython', program);
  return async () => {
    const ended = once(server, 'exit');
    server.stdin.end();
    await ended;
    rmSync(folder, { recursive: true });
  };
};
