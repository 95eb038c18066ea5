import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { toError } from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';

/** One file of the built page. */
interface PageFile {
  readonly body: Uint8Array<ArrayBuffer>;
  /** The same, compressed once; null where that makes it no smaller. */
  readonly gzipped: Uint8Array<ArrayBuffer> | null;
  readonly type: string;
}

/** The built page by path, `/` and `/assets/…`. */
export type PageFiles = ReadonlyMap<string, PageFile>;

/** The page looks at its own path: the first has all panels, the second only the tiles. */
const pagePaths = ['/', '/view/block'];

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const compress = promisify(gzip);

const read = async (path: string): Promise<PageFile> => {
  const body = new Uint8Array(await readFile(path));
  const gzipped = new Uint8Array(await compress(body, { level: 9 }));
  return {
    body,
    gzipped: gzipped.length < body.length ? gzipped : null,
    type: types[extname(path)] ?? 'application/octet-stream',
  };
};

const readAll = async (distDir: string): Promise<PageFiles> => {
  const names = await readdir(join(distDir, 'assets'));
  const assets = names.map(
    async (name) => [`/assets/${name}`, await read(join(distDir, 'assets', name))] as const,
  );
  const index = await read(join(distDir, 'index.html'));
  const pages = pagePaths.map((path) => [path, index] as const);
  return new Map([...pages, ...(await Promise.all(assets))]);
};

/**
 * Takes the built page into memory, so that no path a client names ever reaches the file system.
 * Left when the page was not built.
 */
export const readPageFiles = (distDir: string): TE.TaskEither<Error, PageFiles> =>
  TE.tryCatch(() => readAll(distDir), toError);

/** Style sheets of the page, by path. */
export const stylesOf = (files: PageFiles): ReadonlyArray<string> =>
  [...files.keys()].filter((path) => path.endsWith('.css'));
