import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import type { Line, StreamName } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { folderEnd } from '../../lake/folder.ts';
import { temporaryFolder } from '../support/lake-folder.ts';

let ordinal = 0;
const line = (clock: string, text = '{}', stream: StreamName = 'mempool-block'): Line => {
  ordinal += 1;
  const bytes = Buffer.from(`${text}\n`);
  return { stream, epochId: 'e', ordinal, observedAt: `2026-11-21T${clock}Z`, bytes };
};

const keysIn = (lake: string): ReadonlyArray<string> =>
  existsSync(lake)
    ? readdirSync(lake, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
    : [];
const objectsIn = (lake: string): ReadonlyArray<string> =>
  keysIn(lake).filter((key) => key.endsWith('.gz'));
const textsIn = (lake: string): ReadonlyArray<string> =>
  objectsIn(lake).map((file) => gunzipSync(readFileSync(file)).toString());

const roll = { ageMs: 10_000, bytes: 100 };

describe('a folder as the end of the lake', () => {
  it('writes each stream under its prefix, by the hour of its lines', async () => {
    const lake = temporaryFolder();
    const end = folderEnd(lake);
    end.write([line('06:59:59.999', '1'), line('06:00:00.000', '2', 'quarantine')]);
    expect(await end.flush()).toStrictEqual(E.right(undefined));
    expect(keysIn(lake).map((key) => key.slice(lake.length + 1))).toStrictEqual([
      expect.stringMatching(
        /^mempool-data\/quarantine\/dt=2026-11-21\/hr=06\/[0-9a-f-]{36}\.ndjson\.gz$/,
      ),
      expect.stringMatching(
        /^mempool-data\/stream\/dt=2026-11-21\/hr=06\/[0-9a-f-]{36}\.ndjson\.gz$/,
      ),
    ]);
  });

  it('rolls by hour, by size and by age, all by the times of the lines themselves', async () => {
    for (const [first, second, text] of [
      ['06:59:59.999', '07:00:00.000', '{}'],
      ['06:00:00.000', '06:00:00.000', 'x'.repeat(60)],
      ['06:00:00.000', '06:00:10.000', '{}'],
    ] as const) {
      const lake = temporaryFolder();
      const end = folderEnd(lake, roll);
      end.write([line(first, text), line(second, text)]);
      await end.flush();
      expect(textsIn(lake)).toStrictEqual([`${text}\n`, `${text}\n`]);
    }
    const lake = temporaryFolder();
    const end = folderEnd(lake, roll);
    end.write([line('06:00:00.000'), line('06:00:09.999')]);
    await end.flush();
    expect(textsIn(lake)).toStrictEqual(['{}\n{}\n']);
  });

  it('shows an object whole or not at all: a reader that looks all the time never sees less', async () => {
    const lake = temporaryFolder();
    const end = folderEnd(lake, { ageMs: 0, bytes: 1 });
    const text = JSON.stringify(Array.from({ length: 5_000 }, (_, n) => n * 7919));
    const writing = { done: false };
    let looks = 0;
    const looking = (async () => {
      while (!writing.done) {
        for (const file of objectsIn(lake)) {
          expect(file).not.toMatch(/\/\.[^/]*$/);
          expect(gunzipSync(readFileSync(file)).length).toBe(text.length + 1);
        }
        looks += 1;
        await turn();
      }
    })();
    end.write(Array.from({ length: 20 }, () => line('06:00:00.000', text)));
    await end.flush();
    writing.done = true;
    await looking;
    expect(looks).toBeGreaterThan(3);
    expect(keysIn(lake)).toHaveLength(20);
    expect(keysIn(lake).every((key) => key.endsWith('.ndjson.gz'))).toBe(true);
  });

  it('that can not be written says so once, in a sentence, and writes nothing more', async () => {
    const dir = temporaryFolder();
    const lake = join(dir, 'lake');
    writeFileSync(lake, 'a file\n');
    const end = folderEnd(lake);
    end.write([line('06:00:00.000')]);
    const fault = await end.flush();
    expect(fault).toMatchObject(
      E.left({ code: 'io', message: expect.stringContaining('choose another with --lake') }),
    );
    expect(await end.failed).toStrictEqual(E.isLeft(fault) && fault.left);
    end.write([line('06:00:00.000')]);
    expect(await end.flush()).toStrictEqual(fault);
    expect(readFileSync(lake, 'utf8')).toBe('a file\n');
  });
});

/** A disk of 64 KiB needs Linux and the right to make a mount namespace. */
const disk = (dir: string, script: string) =>
  spawnSync('unshare', [
    '-rm',
    'sh',
    '-c',
    `mount -t tmpfs -o size=64k none '${dir}' && exec '${process.execPath}' --import tsx --input-type=module -e "$0"`,
    script,
  ]);
const canMount = spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs none /mnt']).status === 0;

it.skipIf(!canMount)('a full disk is said in a sentence, and nothing half-made stays', () => {
  const dir = temporaryFolder();
  const folder = fileURLToPath(new URL('../../lake/folder.ts', import.meta.url));
  const ended = disk(
    dir,
    `
    import { randomBytes } from 'node:crypto';
    import { readdirSync } from 'node:fs';
    import { folderEnd } from ${JSON.stringify(folder)};
    const end = folderEnd(${JSON.stringify(dir)});
    const bytes = randomBytes(200000);
    end.write([{ stream: 'quarantine', ordinal: 1, observedAt: '2026-11-21T06:00:00.000Z', bytes }]);
    const { left } = await end.flush();
    const files = readdirSync(${JSON.stringify(dir)}, { recursive: true, withFileTypes: true });
    console.log(JSON.stringify({ left, files: files.filter((file) => file.isFile()).length }));
    `,
  );
  expect(JSON.parse(ended.stdout.toString() || ended.stderr.toString())).toMatchObject({
    left: { code: 'no-space', message: expect.stringMatching(/^no space left to write .*--lake/) },
    files: 0,
  });
});
