import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** What `npm pack` says of a file it made. */
export interface Packed {
  readonly name: string;
  readonly version: string;
  readonly filename: string;
  readonly integrity: string;
}

/** A registry on 127.0.0.1 that has these packages and no other. */
export interface Registry {
  readonly url: string;
  /** The names that were asked for, each once. */
  readonly asked: ReadonlySet<string>;
  readonly close: () => Promise<void>;
}

/** What npm asks of a name: here it has one version. */
const documentOf = (
  { name, version, filename, integrity }: Packed,
  manifest: object,
  url: string,
): object => ({
  name,
  'dist-tags': { latest: version },
  versions: { [version]: { ...manifest, dist: { tarball: `${url}/${filename}`, integrity } } },
});

/** @param manifestOf the manifest of a package by its name */
export const openRegistry = async (
  folder: string,
  packages: ReadonlyArray<Packed>,
  manifestOf: (name: string) => Promise<object>,
): Promise<Registry> => {
  const asked = new Set<string>();
  const bodyOf = async (path: string, url: string): Promise<string | Buffer | null> => {
    const file = packages.find(({ filename }) => filename === path);
    if (file !== undefined) return readFile(join(folder, file.filename));
    asked.add(path);
    const found = packages.find(({ name }) => name === path);
    return found === undefined
      ? null
      : JSON.stringify(documentOf(found, await manifestOf(found.name), url));
  };
  const answer = async (path: string, url: string, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(path, url);
    response.statusCode = body === null ? 404 : 200;
    response.end(body ?? '{}');
  };
  const server = createServer(({ url = '', headers }, response) => {
    void answer(decodeURIComponent(url.slice(1)), `http://${headers.host}`, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
