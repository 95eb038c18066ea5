import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderStore } from '../../lake/ends/folder-store.ts';
import { loadObject } from '../../lake/ends/objects.ts';
import { linesOf, type StoredLine } from '../../lake/read.ts';
import { putBytes, putObject, temporaryFolder } from '../support/lake-folder.ts';

const all = async (...args: Parameters<typeof linesOf>): Promise<ReadonlyArray<StoredLine>> => {
  const lines: Array<StoredLine> = [];
  for await (const line of linesOf(...args)) lines.push(line);
  return lines;
};
const stream = 'mempool-data/stream/dt=2026-11-21';

describe('the lines of a lake', () => {
  it('come object by object in the order of their keys, with their rows from 1', async () => {
    const lake = temporaryFolder();
    putObject(lake, `${stream}/hr=07/a.ndjson.gz`, ['{"n":4}']);
    putObject(lake, `${stream}/hr=06/b.ndjson.gz`, ['{"n":3}']);
    putObject(lake, `${stream}/hr=06/a.ndjson.gz`, ['{"n":1}', '{"n":2}']);
    putObject(lake, `mempool-data/quarantine/dt=2026-11-21/hr=06/a.ndjson.gz`, ['{"n":5}']);
    expect(await all(lake)).toStrictEqual([
      { key: `${stream}/hr=06/a.ndjson.gz`, row: 1, text: '{"n":1}' },
      { key: `${stream}/hr=06/a.ndjson.gz`, row: 2, text: '{"n":2}' },
      { key: `${stream}/hr=06/b.ndjson.gz`, row: 1, text: '{"n":3}' },
      { key: `${stream}/hr=07/a.ndjson.gz`, row: 1, text: '{"n":4}' },
      {
        key: 'mempool-data/quarantine/dt=2026-11-21/hr=06/a.ndjson.gz',
        row: 1,
        text: '{"n":5}',
      },
    ]);
    expect((await all(lake, ['quarantine'])).map(({ text }) => text)).toStrictEqual(['{"n":5}']);
  });

  it('are those that were written, in their order, over many objects', async () => {
    const lake = temporaryFolder();
    const texts = Array.from({ length: 500 }, (_, n) => JSON.stringify({ n }));
    const written = texts.map((text) => ({
      observedAt: '2026-11-21T06:00:00.000Z',
      bytes: Buffer.from(`${text}\n`),
    }));
    for (let from = 0; from < 500; from += 100) {
      const some = written.slice(from, from + 100);
      await (await loadObject(folderStore(lake), 'mempool-block', some)).attempt();
    }
    const lines = await all(lake);
    expect(lines.map(({ text }) => text)).toStrictEqual(texts);
    expect(new Set(lines.map(({ key }) => key)).size).toBe(5);
  });

  it('end at a line feed only: a carriage return and U+2028 are part of a payload', async () => {
    const lake = temporaryFolder();
    const text = '{"payload":{"a":\r "x\u2028y\u2029z\u0085"}}';
    putObject(lake, `${stream}/hr=06/a.ndjson.gz`, [text, '{}']);
    expect((await all(lake)).map((line) => line.text)).toStrictEqual([text, '{}']);
  });

  it('leave out what is half-written under a hidden name, and what is no object', async () => {
    const lake = temporaryFolder();
    putBytes(lake, `${stream}/hr=06/.a.ndjson.gz.tmp`, Buffer.from('half'));
    putBytes(lake, `${stream}/hr=06/.a.ndjson.gz`, Buffer.from('half'));
    putBytes(lake, `${stream}/hr=06/note.txt`, Buffer.from('note'));
    expect(await all(lake)).toStrictEqual([]);
    expect(await all(join(lake, 'none'))).toStrictEqual([]);
  });

  it.each([
    ['cut short', Buffer.from('H4sIAAAAAAAAA6tWylOyMqwFAA', 'base64')],
    ['not gzip', Buffer.from('{"n":1}\n')],
  ])('of an object that is %s throw, and do not end the process', async (_what, bytes) => {
    const lake = temporaryFolder();
    putBytes(lake, `${stream}/hr=06/a.ndjson.gz`, bytes);
    await expect(all(lake)).rejects.toThrow();
  });

  it('of an object that has gone, and of a prefix that is no folder, throw as well', async () => {
    const lake = temporaryFolder();
    mkdirSync(join(lake, stream), { recursive: true });
    symlinkSync(join(lake, 'gone'), join(lake, stream, 'a.ndjson.gz'));
    await expect(all(lake)).rejects.toThrow('ENOENT');
    rmSync(join(lake, 'mempool-data/stream'), { recursive: true });
    putBytes(lake, 'mempool-data/stream', Buffer.from('a file'));
    await expect(all(lake)).rejects.toThrow('ENOTDIR');
  });
});
