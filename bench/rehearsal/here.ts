import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { startFaultProxy } from '../../__tests__/support/aws/fault-proxy.ts';
import { startMinistack } from '../../__tests__/support/aws/ministack.ts';
import type { Account } from '../../rehearsal/aws/account.ts';
import { startForwardProxy } from '../../rehearsal/aws/forward-proxy.ts';
import type { Cloud } from '../../rehearsal/aws/stage.ts';
import { startSimulator, type Simulator } from '../../simulator/index.ts';
import type { Asking } from './ask.ts';

/** Records that went into a delivery stream. */
interface Incoming {
  readonly stream: string;
  readonly records: number;
  readonly atMs: number;
}

/** What stands on this machine for the world. */
export interface Here extends Asking, Cloud {
  readonly simulator: Simulator;
  readonly s3: S3Client;
  /** In front of the server, for what the listener sends. */
  readonly delivery: string;
  readonly incoming: ReadonlyArray<Incoming>;
  /** A folder for what an instance has. */
  readonly folder: string;
  /** Is done when all is over, whatever came of it. */
  readonly atEnd: (end: () => void) => void;
  readonly close: () => Promise<void>;
}

export const openHere = async ({ account, region }: Account): Promise<Here> => {
  const ministack = await startMinistack({ imdsV2Required: true, account: { account, region } });
  const { endpoint } = ministack;
  const forward = await startForwardProxy(endpoint);
  const delivery = await startFaultProxy(endpoint);
  const incoming: Array<Incoming> = [];
  delivery.faults.decide(({ batch }) => {
    if (batch !== null)
      incoming.push({ stream: batch.stream, records: batch.records, atMs: Date.now() });
    return { kind: 'pass' };
  });
  const simulator = await startSimulator({ rows: 200 });
  const folder = await mkdtemp(join(tmpdir(), 'instance-'));
  const credentials = { accessKeyId: account, secretAccessKey: 'rehearsal' };
  const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  const ends: Array<() => void> = [];
  return {
    endpoint,
    account,
    region,
    proxy: forward.url,
    simulator,
    s3,
    delivery: delivery.url,
    incoming,
    folder,
    atEnd: (end) => ends.push(end),
    close: async () => {
      ends.forEach((end) => end());
      s3.destroy();
      await simulator.stop();
      await delivery.stop();
      forward.stop();
      await ministack.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
