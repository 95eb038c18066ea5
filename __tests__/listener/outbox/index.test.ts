import { cpSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import type { Line } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import type { Predecessor } from '../../../listener/handover.ts';
import { openOutbox } from '../../../listener/outbox/index.ts';
import type { Outbox, OutboxEvent, OutboxOptions } from '../../../listener/outbox/ports.ts';
import { Session } from '../../../listener/session.ts';
import { diskFiles, type SpoolFiles } from '../../../listener/spool/files.ts';
import { handEnd, type Fate, type HandEnd } from '../../support/hand-end.ts';
import { temporaryFolder } from '../../support/lake-folder.ts';
import { countedIds, producer } from '../../support/lines.ts';
import { at, row, snapshot } from '../../support/projected.ts';
import { signet } from '../../support/spool-lines.ts';

const endpoint = 'http://127.0.0.1:1';
const never = new AbortController().signal;
const endOf = (fate: Fate): HandEnd =>
  handEnd({ roll: { ageMs: 0, bytes: 1_000_000, byHour: false }, fate: () => fate });

const optionsOf = (
  spoolDir: string,
  id: string,
  end: HandEnd,
  told: OutboxOptions['told'],
): OutboxOptions => {
  const spoolLimitBytes = 2 ** 18; // segments of 32 KiB
  return { id, identity: signet, spoolDir, spoolLimitBytes, end, told };
};

interface Opened extends Outbox {
  readonly events: ReadonlyArray<OutboxEvent>;
}

const open = async (
  dir: string,
  id: string,
  end: HandEnd = endOf('taken'),
  files: SpoolFiles = diskFiles,
  told: (event: OutboxEvent) => void = () => undefined,
): Promise<Opened> => {
  const events: Array<OutboxEvent> = [];
  const keep = (event: OutboxEvent): void => {
    events.push(event);
    told(event);
  };
  const opened = await openOutbox(optionsOf(dir, id, end, keep), files);
  if (E.isLeft(opened)) throw new Error(opened.left.message);
  return { ...opened.right, events };
};

const right = <T>(either: E.Either<unknown, T>): T => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left));
  return either.right;
};
const bytesOf = (lines: ReadonlyArray<Line>): number =>
  lines.reduce((sum, { bytes }) => sum + bytes.length, 0);

/** A listener's session whose epochs are named after its process. */
const sessionOf = (id: string): Session => {
  const { newId, sha256 } = countedIds();
  return new Session(producer, { newId: () => `${id}-${newId()}`, sha256 }, endpoint);
};

/** Of a listener that had a snapshot and lost its socket: an epoch of 5 lines and a gap that is open. */
const lostSocket = (id: string): ReadonlyArray<Line> => {
  const session = sessionOf(id);
  return [
    ...session.opened(endpoint, at(0)),
    ...session.frame(Buffer.from(JSON.stringify(snapshot(3, [row(1, 1)]))), at(1)).lines,
    ...session.closed('socket-closed', 1006, at(2)),
  ];
};
/** Of a listener that went on after that, for several segments: another epoch, of 101 lines. */
const wentOn = (id: string): ReadonlyArray<Line> => {
  const session = sessionOf(id);
  session.opened(endpoint, at(3));
  session.closed('socket-closed', 1006, at(4));
  const wrong = Buffer.from(JSON.stringify({ conversions: 'x'.repeat(1000) }));
  return [
    ...session.opened(endpoint, at(5)),
    ...Array.from({ length: 100 }, () => session.frame(wrong, at(6)).lines).flat(),
  ];
};
const leftBy = (id: string, cause: Predecessor['cause']): unknown => ({
  cause,
  lastEpoch: { epochId: `${id}-e1`, lastOrdinal: 5 },
  openGaps: [{ gapId: `${id}-e1-3`, cause: 'socket' }],
});

/** As a killed process leaves the folder: a copy of it from while the process lived. */
const killed = async (dir: string, outbox: Outbox): Promise<string> => {
  right(await outbox.spool.synced());
  const copy = temporaryFolder();
  cpSync(dir, copy, { recursive: true });
  right(await outbox.close(AbortSignal.abort()));
  return copy;
};
/** A folder of a listener that was killed before any of its lines got away. */
const crashed = async (id: string, lines: ReadonlyArray<Line>): Promise<string> => {
  const dir = temporaryFolder();
  const outbox = await open(dir, id, endOf('unavailable'));
  outbox.store(lines);
  return killed(dir, outbox);
};
/** What a listener stores first and then settles. */
const begun = (id: string, { predecessors }: Outbox): ReadonlyArray<Line> =>
  sessionOf(id).begin(predecessors, at(0));

/** A disk on which the lines of a spool hang until let go. */
const hangingDisk = () => {
  let letGo: () => void = () => undefined;
  const hanging = new Promise<void>((resolve) => (letGo = resolve));
  const files: SpoolFiles = {
    ...diskFiles,
    create: async (path) => {
      if (path.endsWith('.spool')) await hanging;
      return diskFiles.create(path);
    },
  };
  return { files, letGo };
};

describe('what earlier processes left', () => {
  it('is told with how they ended, in their order', async () => {
    const dir = temporaryFolder();
    const first = await open(dir, 'a', endOf('unavailable'));
    expect(first.predecessors).toStrictEqual([]);
    first.store(lostSocket('a'));
    right(await first.close(AbortSignal.abort()));
    const second = await open(dir, 'b', endOf('unavailable'));
    expect(second.predecessors).toMatchObject([leftBy('a', 'restart')]);
    second.store(lostSocket('b'));
    const copy = await killed(dir, second);

    const third = await open(copy, 'c', endOf('unavailable'));
    expect(third.predecessors).toMatchObject([
      leftBy('a', 'restart'),
      { ...(leftBy('b', 'crash') as Predecessor), openGaps: [{}, { gapId: 'b-e1-3' }] },
    ]);
    expect(third.events.filter(({ event }) => event === 'left-found')).toMatchObject([
      { id: 'a', lines: 5, bytes: bytesOf(lostSocket('a')), droppedBytes: 0, endedInOrder: true },
      { id: 'b', lines: 5, bytes: bytesOf(lostSocket('b')), droppedBytes: 0, endedInOrder: false },
    ]);
    right(await third.close(AbortSignal.abort()));
  });

  it('is known whole from the newest of many segments', async () => {
    const dir = temporaryFolder();
    const listener = await open(dir, 'a', endOf('unavailable'));
    for (const line of [...lostSocket('a'), ...wentOn('a')]) listener.store([line]);
    const copy = await killed(dir, listener);
    const segments = readdirSync(join(copy, 'a')).filter((name) => name.endsWith('.spool'));
    expect(segments.length).toBeGreaterThan(3);
    const next = await open(copy, 'b', endOf('unavailable'));
    expect(next.predecessors).toMatchObject([
      { lastEpoch: { epochId: 'a-e2', lastOrdinal: 101 }, openGaps: [{ gapId: 'a-e1-3' }] },
    ]);
    right(await next.close(AbortSignal.abort()));
  });

  it('and can not be read for a moment refuses the start, and is there for the next', async () => {
    const dir = await crashed('a', lostSocket('a'));
    let reads = 0;
    const files: SpoolFiles = {
      ...diskFiles,
      openToRead: async (path) => {
        if (path.endsWith('.spool')) reads += 1;
        if (reads === 2) throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' });
        return diskFiles.openToRead(path);
      },
    };
    const refused = await openOutbox(
      optionsOf(dir, 'b', endOf('taken'), () => undefined),
      files,
    );
    expect(refused).toMatchObject(E.left({ code: 'io', message: expect.stringContaining(dir) }));
    const next = await open(dir, 'c', endOf('unavailable'));
    expect(next.predecessors).toMatchObject([leftBy('a', 'crash')]);
    right(await next.close(AbortSignal.abort()));
  });

  it('goes out once, byte for byte', async () => {
    const lines = lostSocket('a');
    const dir = await crashed('a', lines);
    const end = endOf('taken');
    const outbox = await open(dir, 'b', end);
    outbox.store(begun('b', outbox));
    expect(right(await outbox.close(never))).toStrictEqual({ lines: 0, bytes: 0 });
    const sent = end.taken.flatMap((each) => each.lines.map(({ bytes }) => String(bytes)));
    const stored = [...lines, ...begun('b', outbox)].map(({ bytes }) =>
      String(Uint8Array.from(bytes)),
    );
    expect(sent.toSorted()).toStrictEqual(stored.toSorted());
    expect(outbox.events.filter(({ event }) => event === 'left-delivered')).toStrictEqual([
      { event: 'left-delivered', id: 'a', lines: 5 },
    ]);
  });

  it('goes out stream by stream: one that can not be sent holds up no other, of any of them', async () => {
    const first = await crashed('a', lostSocket('a'));
    const second = await open(first, 'b', endOf('unavailable'));
    second.store(lostSocket('b'));
    const dir = await killed(first, second);
    const end = handEnd({
      roll: { ageMs: 0, bytes: 1_000_000, byHour: false },
      fate: (stream) => (stream === 'feed-health' ? 'unavailable' : 'taken'),
    });
    const outbox = await open(dir, 'c', end);
    await expect.poll(() => end.taken.flatMap(({ lines }) => lines).length).toBe(2); // a snapshot of each
    const waiting = [...lostSocket('a'), ...lostSocket('b')].filter(
      ({ stream }) => stream === 'feed-health',
    );
    expect(outbox.streams()['feed-health']).toMatchObject({
      fault: { code: 'unavailable' },
      oldestWaiting: waiting[0]?.observedAt,
    });
    const remains = right(await outbox.close(AbortSignal.abort()));
    expect(remains).toStrictEqual({ lines: waiting.length, bytes: bytesOf(waiting) });
  });

  it('stays, emptied, until a listener has written it down: one that polls only leaves it', async () => {
    const dir = await crashed('a', lostSocket('a'));
    const poller = await open(dir, 'b');
    right(await poller.close(never));
    expect(poller.events).toContainEqual({ event: 'left-delivered', id: 'a', lines: 5 });
    const listener = await open(dir, 'c');
    expect(listener.predecessors).toMatchObject([leftBy('a', 'crash')]);
    listener.store(begun('c', listener));
    right(await listener.settle());
    right(await listener.close(never));
    expect(readdirSync(dir)).toStrictEqual(['c']);
  });

  it('stays, written down, until it is in the lake, and is not written down again', async () => {
    const dir = await crashed('a', lostSocket('a'));
    const cutOff = await open(dir, 'b', endOf('unavailable'));
    cutOff.store(begun('b', cutOff));
    right(await cutOff.settle());
    right(await cutOff.close(AbortSignal.abort()));
    expect(readdirSync(dir)).toStrictEqual(['a.b', 'b']);
    const end = endOf('taken');
    const next = await open(dir, 'c', end);
    expect(next.predecessors).toMatchObject([
      { cause: 'restart', openGaps: [{ gapId: 'a-e1-3' }, { cause: 'crash' }] },
    ]);
    right(await next.close(never));
    expect(end.taken.flatMap(({ lines }) => lines)).toHaveLength(5 + begun('b', cutOff).length);
    expect(readdirSync(dir)).toStrictEqual(['b.c', 'c']);
  });

  it('is settled after our own lines are durable, and only then forgotten', async () => {
    const dir = await crashed('a', lostSocket('a'));
    const order: Array<string> = [];
    const { files, letGo } = hangingDisk();
    const watched: SpoolFiles = {
      ...files,
      rename: async (from, to) => {
        const isSettled = to === join(dir, 'a.b', 'position.json') && isSettledIn(from);
        await diskFiles.rename(from, to);
        if (isSettled && !order.includes('settled')) order.push('settled');
        if (to.endsWith('.gone')) order.push('gone');
      },
    };
    const outbox = await open(dir, 'b', endOf('taken'), watched, ({ event }) => {
      if (event === 'left-delivered' || event === 'spool-synced') order.push(event);
    });
    await expect.poll(() => order).toContain('left-delivered');
    outbox.store(begun('b', outbox));
    const settling = outbox.settle();
    await Promise.race([settling, after(200)]); // time to do it wrong
    letGo();
    right(await settling);
    expect(order).toStrictEqual(['left-delivered', 'spool-synced', 'settled', 'gone']);
    right(await outbox.close(never));
  });

  it('that adds nothing is forgotten by anyone, so that pollers leave no row of folders', async () => {
    const dir = await crashed('a', lostSocket('a'));
    for (const id of ['b', 'c', 'd', 'e']) {
      const poller = await open(dir, id);
      const epoch = sessionOf(id);
      poller.store(epoch.tick(at(0)).lines); // at first alone, with nothing to say
      poller.store(epoch.tick(at(70)).lines);
      right(await poller.close(never));
    }
    expect(readdirSync(dir)).toStrictEqual(['a.e', 'e']);
  });
});

const isSettledIn = (file: string): boolean =>
  (JSON.parse(readFileSync(file, 'utf8')) as { readonly settled: boolean }).settled;

describe('a gap that one process left open', () => {
  it('is known to the next but one, once, though the next died before a snapshot', async () => {
    const dir = await crashed('a', lostSocket('a'));
    const second = await open(dir, 'b');
    second.store(begun('b', second));
    right(await second.settle());
    await expect.poll(() => existsSync(join(dir, 'a.b'))).toBe(false);
    const third = await open(await killed(dir, second), 'c');
    const gaps = third.predecessors.flatMap(({ openGaps }) => openGaps);
    expect(gaps.map(({ gapId, cause }) => [gapId, cause])).toStrictEqual([
      ['a-e1-3', 'socket'],
      ['b-e1-2', 'crash'],
    ]);
    right(await third.close(AbortSignal.abort()));
  });

  it('is known from both where the one between died before it was durable, and is inherited once', async () => {
    const dir = await crashed('a', lostSocket('a'));
    const second = await open(dir, 'b', endOf('unavailable'));
    second.store(begun('b', second));
    const copy = await killed(dir, second);
    const third = await open(copy, 'c', endOf('unavailable'));
    expect(third.predecessors).toHaveLength(2);
    third.store(begun('c', third));
    right(await third.settle());
    right(await third.close(AbortSignal.abort()));
    const fourth = await open(copy, 'd', endOf('unavailable'));
    const gapIds = fourth.predecessors.flatMap(({ openGaps }) =>
      openGaps.map(({ gapId }) => gapId),
    );
    expect(gapIds).toStrictEqual(['a-e1-3', 'b-e1-2', 'c-e1-2']);
    right(await fourth.close(AbortSignal.abort()));
  });
});

describe('what remains', () => {
  it('counts lines of our own and those that were left, without what got away', async () => {
    const left = lostSocket('a');
    const dir = await crashed('a', left);
    const end = handEnd({
      roll: { ageMs: 0, bytes: 1_000_000, byHour: false },
      fate: (stream) => (stream === 'feed-health' ? 'unavailable' : 'taken'),
    });
    const outbox = await open(dir, 'b', end);
    const own = lostSocket('b');
    outbox.store(own);
    await expect.poll(() => end.taken.length).toBe(2); // a snapshot of each
    const remains = right(await outbox.close(AbortSignal.abort()));
    const waiting = [...left, ...own].filter(({ stream }) => stream === 'feed-health');
    expect(remains).toStrictEqual({ lines: waiting.length, bytes: bytesOf(waiting) });
    expect(outbox.linesStored()).toBe(own.length);
  });
});

describe('a close', () => {
  it('of an end that hangs, for lines of our own and those that were left, comes to its end', async () => {
    const left = lostSocket('a');
    const dir = await crashed('a', left);
    const end = endOf('hangs');
    const outbox = await open(dir, 'b', end);
    const own = lostSocket('b');
    outbox.store(own);
    await expect.poll(() => end.attempts('feed-health')).toBe(2);
    const remains = right(await outbox.close(AbortSignal.timeout(100)));
    expect(remains.lines).toBe(left.length + own.length);
  });

  it('of a disk that hangs says so and comes to its end', async () => {
    const { files } = hangingDisk();
    const outbox = await open(temporaryFolder(), 'a', endOf('taken'), files);
    outbox.store(lostSocket('a'));
    expect(await outbox.close(never)).toStrictEqual(
      E.left({ code: 'io', message: expect.stringContaining('does not answer') }),
    );
  });
});
