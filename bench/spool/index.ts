import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { streamNames, type Line } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { openSpools } from '../../listener/spool/index.ts';
import type { SpoolEvent } from '../../listener/spool/ports.ts';
import { benchOptions } from '../options.ts';

const { seconds, dir } = benchOptions(
  `Usage: npm run spool -- [--seconds 10] [--dir /mnt/disk]

Lines of 1 KB, a sync each 50 ms, all read back: how many a second.`,
  { seconds: '10', dir: tmpdir() },
);
const LINE_BYTES = 1024;
const AT_ONCE = 100;

const folder = await mkdtemp(join(dir, 'bitcoin-pipeline-spool-'));
const syncs: Array<SpoolEvent & { readonly event: 'spool-synced' }> = [];
const opened = await openSpools({
  dir: folder,
  identity: { network: 'signet', originClass: 'simulated' },
  id: 'bench',
  limitBytes: 2 ** 30,
  carry: () => null,
  told: (event) => {
    if (event.event === 'spool-synced') syncs.push(event);
  },
});
if (E.isLeft(opened)) throw new Error(opened.left.message);
const { own } = opened.right;

const bytes = Buffer.from(`${'x'.repeat(LINE_BYTES - 1)}\n`);
const lineOf = (ordinal: number): Line => {
  const stream = streamNames[ordinal % streamNames.length] ?? 'quarantine';
  return { stream, epochId: 'e', ordinal, observedAt: '2026-11-21T06:36:27.123Z', bytes };
};

let appended = 0;
const append = (): void => {
  const lines = Array.from({ length: AT_ONCE }, (_, index) => lineOf(appended + index + 1));
  own.append(lines);
  appended += lines.length;
};

/** Reads and acknowledges everything of a stream that is durable; resolves to how many lines. */
const drain = async (stream: (typeof streamNames)[number]): Promise<number> => {
  const read = await own.read(stream, own.acknowledged(stream), 4 * 1024 * 1024);
  if (E.isLeft(read)) throw new Error(read.left.message);
  const last = read.right.at(-1);
  if (last !== undefined) own.acknowledge(stream, last.position);
  return read.right.length;
};

const beganMs = performance.now();
const untilMs = beganMs + Number(seconds) * 1000;
let drained = 0;
while (performance.now() < untilMs) {
  while (own.hasRoom(AT_ONCE * LINE_BYTES) && own.state().unsyncedBytes < 2 ** 24) {
    append();
    if (appended % (50 * AT_ONCE) === 0) break;
  }
  for (const stream of streamNames) drained += await drain(stream);
  await turn();
}
await own.synced();
const tookMs = performance.now() - beganMs;
await own.close();
await rm(folder, { recursive: true });

const at = (values: ReadonlyArray<number>, share: number): number =>
  Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0);
const tookAll = syncs.map((each) => each.tookMs);
const waitedAll = syncs.map((each) => each.waitedMs);
process.stdout.write(
  `${JSON.stringify({
    linesPerSecond: Math.round((appended / tookMs) * 1000),
    readPerSecond: Math.round((drained / tookMs) * 1000),
    syncs: syncs.length,
    syncMs: { p50: at(tookAll, 0.5), p99: at(tookAll, 0.99) },
    waitedMs: { p50: at(waitedAll, 0.5), p99: at(waitedAll, 0.99) },
    rssMiB: Math.round(process.memoryUsage().rss / 2 ** 20),
  })}\n`,
);
