import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeClaim } from '../../../lake/documents/claim.ts';
import { fileDocument } from '../../../lake/documents/file.ts';
import { heldIn, written } from '../../support/counting.ts';
import { temporaryFolder } from '../../support/lake-folder.ts';

const newFile = (): string => join(temporaryFolder(), 'mainnet.json');
const namesBeside = (file: string): ReadonlyArray<string> => readdirSync(dirname(file)).sort();

const supported = (script: string): string =>
  fileURLToPath(new URL(`../../support/${script}`, import.meta.url));

const start = (...args: ReadonlyArray<string>) => {
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: Array<string> = [];
  child.stdout.on('data', (chunk: Buffer) => lines.push(...chunk.toString().trim().split('\n')));
  return { child, lines, ended: once(child, 'close') };
};

/** Waits for a first line at most as long as the process lives. */
const firstLine = async (child: ChildProcess): Promise<void> => {
  await Promise.race([once(child.stdout ?? child, 'data'), once(child, 'exit')]);
  expect(child.exitCode).toBeNull();
};

describe('processes that count in one file', () => {
  it('miss nothing, and leave nothing beside it', async () => {
    const file = newFile();
    const counting = [1, 2, 3].map(() => start(supported('counting-process.ts'), file, '60'));
    await Promise.all(counting.map(({ child }) => firstLine(child)));
    for (const { child } of counting) child.stdin.write('go');
    await Promise.all(counting.map(({ ended }) => ended));
    expect(readFileSync(file, 'utf8')).toBe('180');
    expect(namesBeside(file)).toStrictEqual(['mainnet.json']);
    const losses = counting.map(({ lines }) => Number(lines.at(-1)));
    expect(Math.max(...losses), 'there was something to lose').toBeGreaterThan(0);
  });

  it('miss nothing, though each takes away the claim of every other as soon as it sees it', async () => {
    const file = newFile();
    let counted = 0;
    const counting = async (): Promise<void> => {
      const document = fileDocument(file, { patience: { withOneMs: 0, inAllMs: 10_000 } });
      while (counted < 20) {
        const held = await heldIn(document);
        const next = String(Number(held?.text ?? 0) + 1);
        // long, so that whoever stands first takes his time
        const outcome = await document.write(next.padEnd(500_000), held?.version ?? null);
        if (E.isLeft(outcome)) expect(outcome.left.code).toBe('timeout');
        else if (outcome.right.tag === 'written') counted += 1;
      }
    };
    await Promise.all(Array.from({ length: 12 }, counting));
    expect(Number(readFileSync(file, 'utf8'))).toBe(counted);
    expect(namesBeside(file)).toStrictEqual(['mainnet.json']);
  });
});

describe('a claim that stands first', () => {
  const patience = { withOneMs: 30, inAllMs: 10_000 };

  it('is taken away after a while, also from a process that lives: its text is never installed', async () => {
    const file = newFile();
    const slow = await makeClaim(file, 'slow');
    expect(await slow.comeFirst(patience)).toBe(true);
    expect(written(await fileDocument(file, { patience }).write('quick', null)).tag).toBe(
      'written',
    );
    expect(await slow.install()).toBe(false);
    await slow.drop();
    expect(readFileSync(file, 'utf8')).toBe('quick');
    expect(namesBeside(file)).toStrictEqual(['mainnet.json']);
  });

  it('is taken away by several at once, and one text of theirs alone is installed', async () => {
    const file = newFile();
    const dead = await makeClaim(file, 'dead');
    await dead.comeFirst(patience);
    const ids = Array.from({ length: 20 }, (_, index) => index);
    const claims = await Promise.all(ids.map((id) => makeClaim(file, String(id))));
    const short = { withOneMs: 30, inAllMs: 50 };
    await Promise.all(claims.map((claim) => claim.comeFirst(short)));
    const installed = await Promise.all(claims.map((claim) => claim.install()));
    expect(ids.filter((id) => installed[id])).toStrictEqual([Number(readFileSync(file, 'utf8'))]);
    expect(await dead.install()).toBe(false);
    for (const claim of claims) await claim.drop();
    expect(namesBeside(file)).toStrictEqual(['mainnet.json']);
  });

  it('of a process that is slow makes others wait no longer than they have patience in all', async () => {
    const file = newFile();
    const slow = await makeClaim(file, 'slow');
    await slow.comeFirst(patience);
    const hurried = fileDocument(file, { patience: { withOneMs: 60_000, inAllMs: 50 } });
    expect(await hurried.write('quick', null)).toStrictEqual(
      E.left({
        code: 'timeout',
        isPermanent: false,
        message: `${file}: timeout (other processes write to it all the time)`,
      }),
    );
    expect(await slow.install()).toBe(true);
    await slow.drop();
    expect(readFileSync(file, 'utf8')).toBe('slow');
    expect(namesBeside(file)).toStrictEqual(['mainnet.json']);
  });

  it('and was not made to its end long ago is removed by the next writer; a fresh one is not', async () => {
    const file = newFile();
    const [old, fresh] = ['old', 'fresh'].map((id) =>
      join(dirname(file), `.mainnet.json.${id}.claim`),
    );
    for (const dir of [old, fresh]) {
      mkdirSync(dir ?? '');
      writeFileSync(join(dir ?? '', 'id'), 'text');
    }
    utimesSync(old ?? '', new Date(), new Date(Date.now() - 61_000));
    written(await fileDocument(file).write('text', null));
    expect(namesBeside(file)).toStrictEqual(['.mainnet.json.fresh.claim', 'mainnet.json']);
  });
});

it('a text is read whole at any moment while another process replaces it', async () => {
  const file = newFile();
  const length = 1024 * 1024;
  const { child, lines } = start(supported('filling-process.ts'), file, String(length));
  await firstLine(child);
  const seen = new Set<string>();
  while (seen.size < 20) {
    const text = readFileSync(file, 'utf8');
    expect(text === text.charAt(0).repeat(length), `whole, after ${lines.length} writes`).toBe(
      true,
    );
    seen.add(text.charAt(0));
    await turn();
  }
});

describe('a process that is killed', () => {
  it('while its claim stands first is no hindrance to the next', async () => {
    const file = newFile();
    const claim = fileURLToPath(new URL('../../../lake/documents/claim.ts', import.meta.url));
    for (const round of [1, 2, 3]) {
      const { child, lines, ended } = start(
        '--input-type=module',
        '--eval',
        `
      import { makeClaim } from ${JSON.stringify(claim)};
      const claim = await makeClaim(${JSON.stringify(file)}, 'of the dead');
      console.log(await claim.comeFirst({ withOneMs: 1000, inAllMs: 1000 }));
      setInterval(() => undefined, 1000);
      `,
      );
      await firstLine(child);
      child.kill('SIGKILL');
      await ended;
      expect(lines).toStrictEqual(['true']);
      expect(namesBeside(file)).toContain('.mainnet.json.first');
      const document = fileDocument(file);
      const version = (await heldIn(document))?.version ?? null;
      expect(written(await document.write(`round ${round}`, version)).tag).toBe('written');
      expect(readFileSync(file, 'utf8')).toBe(`round ${round}`);
      expect(namesBeside(file)).toStrictEqual(['mainnet.json']);
    }
  });

  it('at any moment leaves the old text or the new, whole, and the next goes on', async () => {
    const file = newFile();
    const length = 1024 * 1024;
    for (let round = 0; round < 6; round += 1) {
      const { child, ended } = start(supported('filling-process.ts'), file, String(length));
      await firstLine(child);
      await wait(Math.random() * 20);
      child.kill('SIGKILL');
      await ended;
      const document = fileDocument(file);
      const held = await heldIn(document);
      expect(held?.text === held?.text.charAt(0).repeat(length), 'whole').toBe(true);
      expect(written(await document.write('next', held?.version ?? null)).tag).toBe('written');
      expect(readFileSync(file, 'utf8')).toBe('next');
      expect(namesBeside(file)).not.toContain('.mainnet.json.first');
    }
  });
});

describe('a file that can not be used', () => {
  it('below a file is told, and what stands there stays', async () => {
    const file = newFile();
    writeFileSync(file, 'x');
    const document = fileDocument(join(file, 'below.json'));
    for (const outcome of [await document.read(), await document.write('text', null)])
      expect(outcome).toMatchObject(
        E.left({ code: 'io', isPermanent: false, message: expect.stringContaining(document.name) }),
      );
    expect(readFileSync(file, 'utf8')).toBe('x');
  });

  it('and is a folder is told', async () => {
    const file = newFile();
    mkdirSync(file);
    const document = fileDocument(file);
    for (const outcome of [await document.read(), await document.write('text', null)])
      expect(outcome).toMatchObject(E.left({ code: 'io', isPermanent: false }));
    expect(statSync(file).isDirectory()).toBe(true);
  });

  it('for want of permission is told to a person', async () => {
    const file = newFile();
    const dir = dirname(file);
    written(await fileDocument(file).write('text', null));
    chmodSync(dir, 0);
    const isRoot = process.getuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534); // root may do anything
    const outcomes = [await fileDocument(file).read(), await fileDocument(file).write('new', null)];
    if (isRoot) process.seteuid?.(0);
    chmodSync(dir, 0o700);
    for (const outcome of outcomes)
      expect(outcome).toStrictEqual(
        E.left({
          code: 'no-permission',
          isPermanent: true,
          message: `no permission to write ${file}; choose another folder with --lake`,
        }),
      );
    expect(readFileSync(file, 'utf8')).toBe('text');
  });

  /** Runs a module in a mount namespace of its own, over a disk of 64 KiB. */
  const onSmallDisk = (dir: string, script: string) =>
    spawnSync('unshare', [
      '-rm',
      'sh',
      '-c',
      `mount -t tmpfs -o size=64k none '${dir}' && exec '${process.execPath}' --import tsx --input-type=module -e "$0"`,
      script,
    ]);
  const canMount =
    spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs none /mnt']).status === 0;

  it.skipIf(!canMount)('for want of room is told, and the old text stays alone', () => {
    const dir = temporaryFolder();
    const module = fileURLToPath(new URL('../../../lake/documents/file.ts', import.meta.url));
    const ended = onSmallDisk(
      dir,
      `
    import { readdirSync, readFileSync } from 'node:fs';
    import { fileDocument } from ${JSON.stringify(module)};
    const file = ${JSON.stringify(join(dir, 'mainnet.json'))};
    const document = fileDocument(file);
    const first = await document.write('old', null);
    const full = await document.write('x'.repeat(100000), first.right.version);
    const names = readdirSync(${JSON.stringify(dir)});
    const again = await document.write('new', first.right.version);
    console.log(JSON.stringify({ full, names, again, text: readFileSync(file, 'utf8') }));
    `,
    );
    rmSync(dir, { recursive: true, force: true });
    expect(JSON.parse(ended.stdout.toString() || ended.stderr.toString())).toMatchObject({
      full: {
        _tag: 'Left',
        left: {
          code: 'no-space',
          isPermanent: false,
          message: expect.stringMatching(/^no space left to write .*mainnet.json/),
        },
      },
      names: ['mainnet.json'],
      again: { _tag: 'Right', right: { tag: 'written' } },
      text: 'new',
    });
  });
});
