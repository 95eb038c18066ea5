import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { toError } from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';

/** One file of the built page. */
interface PageFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

/** The built page by path, `/` and `/assets/…`. */
export type PageFiles = ReadonlyMap<string, PageFile>;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const read = async (path: string): Promise<PageFile> => ({
  body: new Uint8Array(await readFile(path)),
  type: types[extname(path)] ?? 'application/octet-stream',
});

const readAll = async (distDir: string): Promise<PageFiles> => {
  const names = await readdir(join(distDir, 'assets'));
  const assets = names.map(
    async (name) => [`/assets/${name}`, await read(join(distDir, 'assets', name))] as const,
  );
  const index = ['/', await read(join(distDir, 'index.html'))] as const;
  return new Map([index, ...(await Promise.all(assets))]);
};

/**
 * Takes the built page into memory, so that no path a client names ever reaches the file system.
 * Left when the page was not built.
 */
export const readPageFiles = (distDir: string): TE.TaskEither<Error, PageFiles> =>
  TE.tryCatch(() => readAll(distDir), toError);
