import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { streamNames } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import type { Backlog, WaitingLine } from '../../../lake/delivery/ports.ts';
import { encodeLine } from '../../../listener/spool/entry.ts';
import { diskFiles, type SpoolFiles } from '../../../listener/spool/files.ts';
import { openSpools } from '../../../listener/spool/index.ts';
import type { LeftSpool, SpoolOptions, Spools } from '../../../listener/spool/ports.ts';
import { temporaryFolder } from '../../support/lake-folder.ts';
import { TurnedClock } from '../../support/spool-clock.ts';
import { Disk } from '../../support/spool-disk.ts';
import { spoolLine, spoolOptions } from '../../support/spool-lines.ts';

const right = <T>(either: E.Either<unknown, T>): T => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left));
  return either.right;
};
const open = async (options: SpoolOptions, files?: SpoolFiles): Promise<Spools> =>
  right(await openSpools(options, files));

/** Everything that waits, in order of position. */
const waitingIn = async (backlog: Backlog): Promise<ReadonlyArray<WaitingLine>> => {
  const all: Array<WaitingLine> = [];
  for (const stream of streamNames) {
    let after = backlog.acknowledged(stream);
    for (;;) {
      const read = right(await backlog.read(stream, after, 100_000));
      if (read.length === 0) break;
      all.push(...read);
      after = read.at(-1)?.position ?? after;
    }
  }
  return all.sort((a, b) => a.position - b.position);
};
const ordinalsIn = (lines: ReadonlyArray<{ readonly bytes: Uint8Array }>): ReadonlyArray<number> =>
  lines.map(({ bytes }) => Number.parseInt(Buffer.from(bytes).toString(), 10));
const upTo = (count: number): ReadonlyArray<number> =>
  Array.from({ length: count }, (_, index) => index + 1);
const linesUpTo = (count: number, from = 0) => upTo(count).map((n) => spoolLine(from + n));
const segmentsIn = (dir: string): ReadonlyArray<string> =>
  readdirSync(dir)
    .filter((name) => name.endsWith('.spool'))
    .sort()
    .map((name) => join(dir, name));
const only = (left: ReadonlyArray<LeftSpool>): LeftSpool => {
  const [first] = left;
  if (first === undefined || left.length > 1) throw new Error(`${left.length} left`);
  return first;
};
/** A disk on which segments hang until let go. */
const hangingFiles = () => {
  let letGo: () => void = () => undefined;
  const hanging = new Promise<void>((resolve) => (letGo = resolve));
  const create: SpoolFiles['create'] = async (path) => {
    if (path.endsWith('.spool')) await hanging;
    return diskFiles.create(path);
  };
  return { files: { ...diskFiles, create }, letGo: () => letGo() };
};
/** What a killed process would leave: a copy of the folder while it is open. */
const crashed = async (count: number, limitBytes?: number): Promise<string> => {
  const [dir, copy] = [temporaryFolder(), temporaryFolder()];
  const { own } = await open(spoolOptions(dir, 'a', limitBytes));
  for (const line of linesUpTo(count)) {
    own.append([line]);
  }
  right(await own.synced());
  cpSync(dir, copy, { recursive: true });
  right(await own.close());
  return copy;
};

describe('a spool', () => {
  it('gives out lines once they are durable, and the next process what was not acknowledged', async () => {
    const dir = temporaryFolder();
    const options = spoolOptions(dir, 'a');
    const { own, left } = await open(options);
    expect(left).toStrictEqual([]);
    let grown = 0;
    const unsubscribe = own.subscribe(() => (grown += 1));
    own.append(linesUpTo(50));
    expect(own.durable()).toBe(0);
    expect(right(await own.read('conversions', 0, 1000))).toStrictEqual([]);
    right(await own.synced());
    expect([own.durable(), grown, own.state().unsyncedBytes]).toStrictEqual([50, 1, 0]);
    expect(ordinalsIn(await waitingIn(own))).toStrictEqual(upTo(50));
    unsubscribe();
    for (const stream of streamNames) own.acknowledge(stream, 45);
    right(await own.close());
    expect(options.events).toMatchObject([
      { event: 'spool-synced', lines: 50, newest: { epochId: 'e', ordinal: 50 } },
    ]);

    const next = await open(spoolOptions(dir, 'b'));
    const found = only(next.left);
    expect(found).toMatchObject({ id: 'a', endedInOrder: true, waitingLines: 5, droppedBytes: 0 });
    expect([found.carried, found.isSettled]).toStrictEqual([{ by: 'a' }, false]);
    expect(await waitingIn(found)).toStrictEqual(
      linesUpTo(5, 45).map(({ bytes, observedAt, ordinal }) => ({
        position: ordinal,
        observedAt,
        bytes: Uint8Array.from(bytes),
      })),
    );
    right(await found.settle());
    const third = await open(spoolOptions(dir, 'c'));
    expect(third.left.map(({ id, isSettled }) => [id, isSettled])).toStrictEqual([
      ['a', true],
      ['b', false],
    ]);
    for (const each of third.left) right(await each.remove());
    expect(readdirSync(dir)).toStrictEqual(['c']);
    right(await next.own.close().then(() => third.own.close()));
  });

  it('stops at a torn tail and says how many bytes it dropped', async () => {
    const dir = await crashed(20);
    const [segment = ''] = segmentsIn(join(dir, 'a'));
    truncateSync(segment, statSync(segment).size - 7);
    const { own, left } = await open(spoolOptions(dir, 'b'));
    const found = only(left);
    expect(found.endedInOrder).toBe(false);
    expect(found.droppedBytes).toBeGreaterThan(1000);
    expect(found.droppedBytes).toBeLessThan(1100);
    expect(ordinalsIn(await waitingIn(found))).toStrictEqual(upTo(19));
    right(await own.close());
  });

  it('whose middle is damaged gives out the whole segments behind it, but its last state is from before', async () => {
    const dir = await crashed(100, 160 * 1024);
    const all = segmentsIn(join(dir, 'a'));
    expect(all.length).toBeGreaterThan(3);
    const [, second = '', third = ''] = all;
    const bytes = readFileSync(second);
    bytes[5000] = (bytes[5000] ?? 0) ^ 1;
    writeFileSync(second, bytes);
    const { own, left } = await open(spoolOptions(dir, 'b'));
    const found = only(left);
    const ordinals = ordinalsIn(await waitingIn(found));
    const first = (path: string): number => Number(/(\d+)\.spool$/.exec(path)?.[1]);
    const lastWhole = first(second) + 3;
    expect(ordinals).toStrictEqual(upTo(100).filter((n) => n <= lastWhole || n >= first(third)));
    expect(found.droppedBytes).toBeGreaterThan(10_000);
    const lines = [];
    for await (const line of found.lines()) lines.push(line);
    expect(ordinalsIn(lines)).toStrictEqual(upTo(lastWhole).slice(first(second) - 1));
    right(await own.close());
  });

  it('does not let one slow stream hold up the room of the others, and loses none of its lines', async () => {
    const options = spoolOptions(temporaryFolder(), 'a', 800 * 1024);
    const { own } = await open(options);
    const read: Array<WaitingLine> = [];
    for (const n of upTo(4000)) {
      own.append([spoolLine(n, n % 20 === 0 ? 'quarantine' : 'mempool-block')]);
      if (n % 10 !== 0) continue;
      right(await own.synced());
      expect(own.hasRoom(1000), `${n}`).toBe(true);
      own.acknowledge('mempool-block', own.durable());
      if (n % 100 !== 0) continue;
      // a reader that is behind, whose place compaction moves
      read.push(...right(await own.read('quarantine', read.at(-1)?.position ?? 0, 3000)));
    }
    expect(options.events.some(({ event }) => event === 'spool-compacted')).toBe(true);
    const slow = upTo(200).map((n) => n * 20);
    expect(ordinalsIn(read)).toStrictEqual(slow.slice(0, read.length));
    expect(ordinalsIn(await waitingIn(own)).filter((n) => n % 20 === 0)).toStrictEqual(slow);
    right(await own.close());
  });

  it('that was full has room again only when a tenth is free', async () => {
    const limitBytes = 400 * 1024;
    const { own } = await open(spoolOptions(temporaryFolder(), 'a', limitBytes));
    const usedWhenFull = async (): Promise<number> => {
      for (let n = own.durable() + 1; own.hasRoom(1000); n += 1) {
        own.append([spoolLine(n, 'conversions')]);
        right(await own.synced());
      }
      return own.state().usedBytes;
    };
    expect(await usedWhenFull()).toBeGreaterThan(limitBytes * 0.8);
    own.append([spoolLine(own.durable() + 1, 'feed-health')]); // taken all the same
    right(await own.synced());
    const before = own.state().usedBytes;
    own.acknowledge('conversions', 60);
    await expect.poll(() => own.state().usedBytes).toBeLessThan(before);
    const isTenthFree = limitBytes - own.state().usedBytes >= limitBytes / 10;
    expect(own.hasRoom(1000)).toBe(isTenthFree);
    own.acknowledge('conversions', own.durable());
    await expect.poll(() => own.hasRoom(1000)).toBe(true);
    right(await own.close());
  });

  it('on a disk that takes nothing gives back what is in the lake, and goes on by itself', async () => {
    const clock = new TurnedClock();
    const disk = new Disk(() => 0.5);
    disk.capacityBytes = 1024 * 1024;
    const rested = async (): Promise<void> => {
      for (let quiet = 0; quiet < 3; quiet = disk.inFlight === 0 ? quiet + 1 : 0) await turn();
    };
    const options = spoolOptions('/spools', 'a', 1600 * 1024);
    const files = disk.filesOf(() => true);
    const { own } = right(await openSpools(options, files, clock));
    for (const line of linesUpTo(700)) own.append([line]);
    right(await own.synced());
    for (const line of linesUpTo(500, 700)) own.append([line]); // more than is left, the reserve given up
    expect(await own.synced()).toMatchObject(E.left({ code: 'no-space' }));
    for (const stream of streamNames) own.acknowledge(stream, own.durable());
    await rested();
    await clock.turn(5000, rested);
    expect(options.events.map(({ event }) => event)).toContain('spool-unblocked');
    expect(own.durable()).toBe(1200);
    right(await own.close());
  });

  it('counts what waits in memory as taken', async () => {
    const limitBytes = 400 * 1024;
    const { files, letGo } = hangingFiles();
    const { own } = await open(spoolOptions(temporaryFolder(), 'a', limitBytes), files);
    let taken = 0;
    for (; own.hasRoom(1000) && taken < 1000; taken += 1) own.append([spoolLine(taken + 1)]);
    expect(own.state().unsyncedBytes).toBeGreaterThan(limitBytes / 2);
    expect(own.state().unsyncedBytes).toBeLessThan(limitBytes);
    letGo();
    right(await own.close());
  });

  it('begins to make lines durable within 100 ms of the first that is not', async () => {
    const clock = new TurnedClock();
    const disk = new Disk(() => 0.5);
    const begunAtMs: Array<number> = [];
    disk.fails = (step, path) => {
      if (step === 'sync' && path.endsWith('.spool')) begunAtMs.push(clock.nowMs());
      return null;
    };
    const rested = async (): Promise<void> => {
      for (let quiet = 0; quiet < 3; quiet = disk.inFlight === 0 ? quiet + 1 : 0) await turn();
    };
    const options = spoolOptions('/spools', 'a');
    const { own } = right(
      await openSpools(
        options,
        disk.filesOf(() => true),
        clock,
      ),
    );
    for (const n of upTo(40)) {
      own.append([spoolLine(n)]);
      await clock.turn(10, rested);
    }
    expect(begunAtMs[0]).toBeLessThanOrEqual(100);
    const waitedMs = options.events.map((each) => ('waitedMs' in each ? each.waitedMs : Infinity));
    expect(waitedMs.length).toBeGreaterThan(3);
    expect(Math.max(...waitedMs)).toBeLessThanOrEqual(100);
  });

  it('whose newest line of a stream is not where it was is damaged, not at its end', async () => {
    const dir = temporaryFolder();
    const { own } = await open(spoolOptions(dir, 'a'));
    own.append([spoolLine(1, 'conversions')]);
    right(await own.synced());
    const [segment = ''] = segmentsIn(join(dir, 'a'));
    const header = readFileSync(segment).subarray(0, 8 + readFileSync(segment).readUInt32BE(0));
    // whole and as long, but of another stream
    const other = encodeLine({ ...spoolLine(1, 'feed-health'), position: 1 });
    writeFileSync(segment, Buffer.concat([header, other]));
    expect(await own.read('conversions', 0, 1000)).toMatchObject(E.left({ code: 'damaged' }));
    right(await own.close());
  });

  it('of a disk that hangs says that there is no room once 32 MiB wait in memory', async () => {
    const { files, letGo } = hangingFiles();
    const { own } = await open(spoolOptions(temporaryFolder(), 'a'), files);
    const line = spoolLine(1, 'quarantine', 900 * 1024);
    let taken = 0;
    for (; own.hasRoom(line.bytes.length) && taken < 100; taken += 1) own.append([line]);
    expect(taken).toBe(37);
    letGo();
    right(await own.close());
  });
});

describe('spools of others', () => {
  it.each([
    ['newer', { version: 2 }, /has version 2, .* use a newer program, move the spool away/],
    ['other-lake', { network: 'mainnet' }, /simulated data of mainnet, .* of signet; move it away/],
    ['other-lake', { origin_class: 'real' }, /holds real data of signet, this run makes simulated/],
    ['unreadable', { pid: 'x' }, /spool\.json is not a spool's description; move .* away/],
  ])(
    'that are %s refuse the start, and nothing is made or deleted',
    async (code, change, sentence) => {
      const dir = await crashed(3);
      const file = join(dir, 'a', 'spool.json');
      const description = { ...(JSON.parse(readFileSync(file, 'utf8')) as object), ...change };
      writeFileSync(file, JSON.stringify(description));
      const before = readdirSync(dir, { recursive: true });
      const refused = await openSpools(spoolOptions(dir, 'b'));
      expect(refused).toMatchObject(E.left({ code, message: expect.stringMatching(sentence) }));
      expect(E.isLeft(refused) && refused.left.message).toContain(join(dir, 'a'));
      expect(readdirSync(dir, { recursive: true })).toStrictEqual(before);
    },
  );

  it('that the disk does not give back are named with what to do, and stay as they are', async () => {
    const dir = await crashed(3);
    const lost = Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' });
    const lostSector: SpoolFiles = {
      ...diskFiles,
      openToRead: async (path) => {
        const file = await diskFiles.openToRead(path);
        return path.endsWith('spool.json') ? file : { ...file, read: () => Promise.reject(lost) };
      },
    };
    expect(await openSpools(spoolOptions(dir, 'b'), lostSector)).toStrictEqual(
      E.left({
        code: 'io',
        message: `can't use ${join(dir, 'a.b')}: EIO: i/o error, read; move it away, what it holds stays in it`,
      }),
    );
    expect(readdirSync(dir)).toStrictEqual(['a.b']);
    const { own, left } = await open(spoolOptions(dir, 'c'));
    expect(ordinalsIn(await waitingIn(only(left)))).toStrictEqual(upTo(3));
    right(await own.close());
  });

  it('half made or half removed are cleared away, of a process that lives they are not', async () => {
    const dir = temporaryFolder();
    for (const name of [
      '.a.gone',
      '.b.999999999.making',
      `.c.${process.ppid}.making`,
      'lost+found',
    ])
      mkdirSync(join(dir, name));
    const { own } = await open(spoolOptions(dir, 'd'));
    expect(readdirSync(dir)).toStrictEqual([`.c.${process.ppid}.making`, 'd', 'lost+found']);
    right(await own.close());
  });

  it('whose removal ends half-way are spools no more, and are cleared away', async () => {
    const dir = await crashed(5);
    const halfWay: SpoolFiles = {
      ...diskFiles,
      remove: async (path) => {
        if (!existsSync(join(path, 'spool.json'))) return diskFiles.remove(path);
        rmSync(join(path, 'spool.json'));
        throw new Error('the disk is gone');
      },
    };
    const { own, left } = await open(spoolOptions(dir, 'b'), halfWay);
    expect(await only(left).remove()).toMatchObject(E.left({ code: 'io' }));
    right(await own.close());
    const next = await open(spoolOptions(dir, 'c'));
    expect(next.left.map(({ id }) => id)).toStrictEqual(['b']);
    expect(readdirSync(dir)).toStrictEqual(['b.c', 'c']);
    right(await next.own.close());
  });

  it('are not taken by two: who is second leaves what the first took, while that one lives', async () => {
    const dir = await crashed(5);
    const [one, two] = await Promise.all([
      open(spoolOptions(dir, 'b')),
      openSpools(spoolOptions(dir, 'c')),
    ]);
    const taken = [...one.left, ...right(two).left].filter(({ id }) => id === 'a');
    expect(taken).toHaveLength(1);
    for (const { own } of [one, right(two)]) right(await own.close());
  });
});

const child = fileURLToPath(new URL('../../support/spool-child.ts', import.meta.url));

describe('a process that is killed', () => {
  it('leaves every line it said to be durable; while it lives its spool is its own', async () => {
    const dir = temporaryFolder();
    for (const id of ['a', 'b', 'c', 'd']) {
      const args = ['--import', 'tsx', child, dir, id, String(2 ** 27)];
      const running = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      const ended = once(running, 'exit');
      let said = '';
      running.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
      await expect.poll(() => said.split('\n').length, { timeout: 30_000 }).toBeGreaterThan(6);
      const other = await open(spoolOptions(dir, `y${id}`));
      expect(other.left.map((each) => each.id)).not.toContain(id);
      right(await other.own.close());
      running.kill('SIGKILL');
      await ended;
      const durable = Number(said.split('\n').at(-2));
      const { own, left } = await open(spoolOptions(dir, `z${id}`));
      const found = left.find((each) => each.id === id);
      if (found === undefined) throw new Error('not found');
      const ordinals = ordinalsIn(await waitingIn(found));
      expect(ordinals.length).toBeGreaterThanOrEqual(durable);
      expect(ordinals).toStrictEqual(upTo(ordinals.length));
      expect(found.endedInOrder).toBe(false);
      for (const each of left) right(await each.remove());
      right(await own.close());
    }
    expect(existsSync(join(dir, 'a'))).toBe(false);
  });
});

/** A disk of 4 MiB needs Linux and the right to make a mount namespace. */
const onSmallDisk = (dir: string, script: string) =>
  spawnSync(
    'unshare',
    [
      '-rm',
      'sh',
      '-c',
      `mount -t tmpfs -o size=4m none '${dir}' && exec '${process.execPath}' --import tsx --input-type=module -e "$0"`,
      script,
    ],
    { timeout: 60_000 },
  );
const canMount = spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs none /mnt']).status === 0;

it.skipIf(!canMount)(
  'a full disk blocks the spool, takes the ledger, and is used again when there is room',
  () => {
    const dir = temporaryFolder();
    const at = (path: string): string =>
      JSON.stringify(fileURLToPath(new URL(`../../../${path}`, import.meta.url)));
    const ended = onSmallDisk(
      dir,
      `
    import { rmSync, writeFileSync } from 'node:fs';
    import { openSpools } from ${at('listener/spool/index.ts')};
    import { spoolLine, spoolOptions } from ${at('__tests__/support/spool-lines.ts')};
    const options = spoolOptions(${JSON.stringify(dir)}, 'a');
    const { right: { own } } = await openSpools(options);
    const full = ${JSON.stringify(dir)} + '/full';
    try { writeFileSync(full, Buffer.alloc(2 ** 22)); } catch {}
    own.append([spoolLine(1)]);
    const taken = await own.synced();
    for (let n = 0; own.state().fault === null; n += 1) await new Promise((done) => setTimeout(done, 5));
    const blocked = { fault: own.state().fault.code, room: own.hasRoom(1), durable: own.durable() };
    own.append([spoolLine(2)]);
    const ledger = await own.synced();
    rmSync(full);
    while (own.state().fault !== null) await new Promise((done) => setTimeout(done, 20));
    const free = { room: own.hasRoom(1), durable: own.durable() };
    const closed = await own.close();
    console.log(JSON.stringify({ taken: taken._tag, blocked, ledger: ledger._tag, free, closed: closed._tag, events: options.events.map(({ event }) => event) }));
    `,
    );
    const said = ended.stdout.toString() || JSON.stringify(ended.stderr.toString());
    expect(JSON.parse(said)).toStrictEqual({
      taken: 'Right',
      blocked: { fault: 'no-space', room: false, durable: 1 },
      ledger: 'Right',
      free: { room: true, durable: 2 },
      closed: 'Right',
      events: ['spool-synced', 'spool-blocked', 'spool-synced', 'spool-unblocked'],
    });
  },
);
