import { setImmediate as turn } from 'node:timers/promises';
import { streamNames, type StreamName } from '@bitcoin-pipeline/model';
import { startDelivery } from '../../lake/delivery/index.ts';
import type { Clock, Delivery, PutFaultCode } from '../../lake/delivery/ports.ts';
import { firehoseClient } from '../../lake/ends/firehose-client.ts';
import { firehoseEnd, firehoseRoll } from '../../lake/ends/firehose.ts';
import type { LeftSpool, Spool } from '../../listener/spool/ports.ts';
import type { Load } from './lines.ts';
import { fill, openHere, right } from './spool.ts';

/** Sends what waits in a spool, and what comes meanwhile. Argument: JSON. */
export interface Delivering {
  readonly spoolDir: string;
  readonly endpoint: string;
  readonly region: string;
  readonly requestTimeoutMs: number;
  readonly load: Load;
}

type ByStream = Readonly<Record<StreamName, number>>;

/** Written as JSON to standard output. */
export interface Delivered {
  /** Of this process: once its code is loaded, and at most. */
  readonly rssAtStartMib: number;
  readonly peakRssMib: number;
  readonly failures: Readonly<Partial<Record<PutFaultCode, number>>>;
  /** Time that the clock of the senders says went by. */
  readonly fakeHours: number;
  readonly acknowledged: { readonly left: ByStream; readonly own: ByStream };
}

const peakMib = (): number => Math.round(process.resourceUsage().maxRSS / 1024);

/** Waits end at once, and as much time has passed. */
const leapingClock = (): Clock => {
  let nowMs = 0;
  return {
    nowMs: () => nowMs,
    wait: async (ms) => {
      nowMs += ms;
      await turn();
    },
  };
};

const failuresOf = (deliveries: ReadonlyArray<Delivery>): Delivered['failures'] => {
  const sums: Partial<Record<PutFaultCode, number>> = {};
  for (const { failures } of deliveries.flatMap((each) => Object.values(each.streams())))
    for (const [code, count] of Object.entries(failures) as ReadonlyArray<[PutFaultCode, number]>)
      sums[code] = (sums[code] ?? 0) + count;
  return sums;
};

const acknowledgedOf = (spool: Spool | LeftSpool): ByStream =>
  Object.fromEntries(streamNames.map((name) => [name, spool.acknowledged(name)])) as ByStream;

const deliver = async (delivering: Delivering): Promise<Delivered> => {
  const { spoolDir, endpoint, region, requestTimeoutMs, load } = delivering;
  const rssAtStartMib = peakMib();
  const { own, left } = await openHere(spoolDir);
  const client = firehoseClient({ endpoint, region, requestTimeoutMs });
  const end = firehoseEnd({
    client,
    names: new Map(streamNames.map((name) => [name, name])),
    roll: { ...firehoseRoll, byHour: true }, // many small batches beside the long ones
  });
  const ports = { clock: leapingClock(), random: Math.random, told: () => undefined };
  const spools = [...left, own];
  const deliveries = spools.map((spool) => startDelivery(spool, end, ports));
  await fill(own, load);
  await Promise.all(deliveries.map((each) => each.flush(Number.POSITIVE_INFINITY)));
  await Promise.all(deliveries.map((each) => each.stop()));
  client.destroy();

  const [first] = left;
  if (first === undefined || left.length !== 1) throw new Error('one left spool was expected');
  const acknowledged = { left: acknowledgedOf(first), own: acknowledgedOf(own) };
  right(await first.settle());
  right(await first.remove());
  right(await own.close());
  return {
    rssAtStartMib,
    peakRssMib: peakMib(),
    failures: failuresOf(deliveries),
    fakeHours: Math.round(ports.clock.nowMs() / 3_600_000),
    acknowledged,
  };
};

const delivered = await deliver(JSON.parse(process.argv[2] ?? '') as Delivering);
process.stdout.write(JSON.stringify(delivered));
