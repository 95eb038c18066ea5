import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';

/** An empty folder that is gone when the test is over. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

/** Writes bytes as they are below the lake. */
export const putBytes = (lakeDir: string, key: string, bytes: Uint8Array): void => {
  const file = path.join(lakeDir, key);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, bytes);
};

/** Writes an object of these lines, each ended by a line feed. */
export const putObject = (lakeDir: string, key: string, lines: ReadonlyArray<string>): void =>
  putBytes(lakeDir, key, gzipSync(lines.map((line) => `${line}\n`).join('')));

/** The identity that every line has, as the JSON text that opens it; the ordinal tells lines apart. */
export const head = (ordinal: number): string =>
  `{"event_id":"e-${ordinal}","event_type":"Any","epoch_id":"e","ordinal":${ordinal},"observed_at":"2026-11-21T06:36:27.123Z"`;
