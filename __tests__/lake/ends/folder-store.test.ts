import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as E from 'fp-ts/lib/Either.js';
import { expect, it } from 'vitest';
import { folderStore } from '../../../lake/ends/folder-store.ts';
import { temporaryFolder } from '../../support/lake-folder.ts';

const KEY = 'mempool-data/stream/dt=2026-11-21/hr=06/one.ndjson.gz';

const filesIn = (dir: string): ReadonlyArray<string> =>
  existsSync(dir)
    ? readdirSync(dir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];

it('a put object is there under its key, and nothing else is', async () => {
  const lake = join(temporaryFolder(), 'lake');
  expect(await folderStore(lake).put(KEY, Buffer.from('one'))).toStrictEqual(E.right(undefined));
  expect(filesIn(lake)).toStrictEqual([join(lake, KEY)]);
  expect(readFileSync(join(lake, KEY), 'utf8')).toBe('one');
});

it('an object is seen whole or not at all by a reader that looks all the time', async () => {
  const lake = temporaryFolder();
  const store = folderStore(lake);
  const bytes = Buffer.alloc(300_000, 'x');
  const writing = { done: false };
  let looks = 0;
  const looking = (async () => {
    while (!writing.done) {
      for (const file of filesIn(lake).filter((each) => each.endsWith('.gz')))
        expect(readFileSync(file).length).toBe(bytes.length);
      looks += 1;
      await turn();
    }
  })();
  for (let count = 0; count < 20; count += 1) await store.put(`${count}/o.ndjson.gz`, bytes);
  writing.done = true;
  await looking;
  expect(looks).toBeGreaterThan(3);
  expect(filesIn(lake)).toHaveLength(20);
});

it('the same object again is right; another one of its name is refused and the first stays', async () => {
  const lake = temporaryFolder();
  const store = folderStore(lake);
  await store.put(KEY, Buffer.from('one'));
  expect(await store.put(KEY, Buffer.from('one'))).toStrictEqual(E.right(undefined));
  for (const other of ['two', 'on', ''])
    expect(await store.put(KEY, Buffer.from(other))).toStrictEqual(
      E.left({
        code: 'conflict',
        isPermanent: true,
        message: expect.stringContaining(`${join(lake, KEY)} is there; move it out of the lake`),
      }),
    );
  expect(readFileSync(join(lake, KEY), 'utf8')).toBe('one');
  rmSync(join(lake, KEY));
  expect(E.isRight(await store.put(KEY, Buffer.from('two')))).toBe(true);
});

it('a place that is no folder is told in a sentence; once it is repaired the next put goes', async () => {
  const lake = join(temporaryFolder(), 'lake');
  writeFileSync(lake, 'a file\n');
  const store = folderStore(lake);
  expect(await store.put(KEY, Buffer.from('one'))).toStrictEqual(
    E.left({ code: 'io', isPermanent: false, message: expect.stringContaining('--lake') }),
  );
  expect(readFileSync(lake, 'utf8')).toBe('a file\n');
  rmSync(lake);
  expect(E.isRight(await store.put(KEY, Buffer.from('one')))).toBe(true);
});

/** Runs a module in a mount namespace of its own, over a disk of 64 KiB; root there is bound by a read-only mount. */
const onSmallDisk = (dir: string, script: string) =>
  spawnSync('unshare', [
    '-rm',
    'sh',
    '-c',
    `mount -t tmpfs -o size=64k none '${dir}' && mkdir '${dir}/ro' && mount -t tmpfs -o ro none '${dir}/ro' && exec '${process.execPath}' --import tsx --input-type=module -e "$0"`,
    script,
  ]);
const canMount = spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs none /mnt']).status === 0;

it.skipIf(!canMount)(
  'a full disk is told and leaves nothing half-made; with room again the same put goes',
  () => {
    const dir = temporaryFolder();
    const module = fileURLToPath(new URL('../../../lake/ends/folder-store.ts', import.meta.url));
    const ended = onSmallDisk(
      dir,
      `
    import { randomBytes } from 'node:crypto';
    import { readdirSync, rmSync, writeFileSync } from 'node:fs';
    import { folderStore } from ${JSON.stringify(module)};
    const dir = ${JSON.stringify(dir)};
    const count = () => readdirSync(dir, { recursive: true, withFileTypes: true }).filter((file) => file.isFile()).length;
    writeFileSync(dir + '/other', randomBytes(40000));
    const bytes = randomBytes(30000);
    const full = await folderStore(dir).put('a/b.gz', bytes);
    const files = count();
    rmSync(dir + '/other');
    const again = await folderStore(dir).put('a/b.gz', bytes);
    const readOnly = await folderStore(dir + '/ro').put('b.gz', bytes);
    console.log(JSON.stringify({ full, files, again, readOnly, after: count() }));
    `,
    );
    expect(JSON.parse(ended.stdout.toString() || ended.stderr.toString())).toMatchObject({
      full: {
        _tag: 'Left',
        left: {
          code: 'no-space',
          isPermanent: false,
          message: expect.stringMatching(/^no space left to write .*--lake/),
        },
      },
      files: 1,
      again: { _tag: 'Right' },
      readOnly: { _tag: 'Left', left: { code: 'no-permission', isPermanent: true } },
      after: 1,
    });
  },
);
