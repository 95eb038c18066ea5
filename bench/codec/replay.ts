import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReusedBytes, type LakeIdentity } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { intoFolder } from '../../cli/into-folder.ts';
import { newId, producerOf, sha256 } from '../../cli/program.ts';
import { openOutbox } from '../../listener/outbox/index.ts';
import { Session } from '../../listener/session.ts';
import { dayFrames } from './day.ts';

const MIB = 1024 * 1024;
const ENDPOINT = 'http://127.0.0.1:1';
const identity: LakeIdentity = { network: 'mainnet', originClass: 'recording' };

export interface ReplayFigures {
  readonly hours: number;
  readonly messages: number;
  readonly bytesIn: number;
  readonly lines: number;
  readonly seconds: number;
  readonly messagesPerSecond: number;
  readonly cpuSeconds: number;
  readonly peakRssMiB: number;
}

/** Lets what waits for the disk and the lake go on. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const openedOutbox = async (folder: string, id: string) => {
  const places = { lake: join(folder, 'lake'), spool: join(folder, 'spool') };
  const way = await intoFolder(places, identity);
  if (E.isLeft(way)) throw new Error('the lake folder can not be opened');
  const { end, spool } = way.right;
  const outbox = await openOutbox({
    id,
    identity,
    spoolDir: spool.dir,
    spoolLimitBytes: spool.limitBytes,
    end,
    told: () => undefined,
  });
  if (E.isLeft(outbox)) throw new Error(outbox.left.message);
  return outbox.right;
};

/**
 * So many hours of a day through the whole listener as fast as it takes them: decoded, followed, spooled and synced,
 * into lake files. Without the socket.
 */
export const replayFigures = async (seed: string, hours: number): Promise<ReplayFigures> => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-replay-'));
  try {
    const producer = producerOf('mainnet', 'recording');
    const outbox = await openedOutbox(folder, producer.producerId);
    const session = new Session(
      producer,
      { newId, sha256, wants: () => false, lineBytes: new ReusedBytes() },
      ENDPOINT,
    );
    let [messages, bytesIn] = [0, 0];
    const began = performance.now();
    const cpu = process.cpuUsage();
    for (const { bytes, atMs } of dayFrames(seed, hours)) {
      if (messages === 0) outbox.store(session.opened(ENDPOINT, atMs));
      outbox.store(session.frame(bytes, atMs).lines);
      messages += 1;
      bytesIn += bytes.length;
      if (messages % 20 === 0) await breathe();
      while (!outbox.spool.hasRoom(2 * MIB)) await breathe();
    }
    const gap = session.gaps[0];
    if (gap !== undefined) throw new Error(`the day has a gap: ${gap.cause}`);
    const closed = await outbox.close(new AbortController().signal);
    if (E.isLeft(closed)) throw new Error(closed.left.message);
    const seconds = (performance.now() - began) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    return {
      hours,
      messages,
      bytesIn,
      lines: outbox.linesStored(),
      seconds,
      messagesPerSecond: messages / seconds,
      cpuSeconds: (user + system) / 1e6,
      peakRssMiB: process.resourceUsage().maxRSS / 1024,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
