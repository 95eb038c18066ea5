import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { streamNames } from '@bitcoin-pipeline/model';
import {
  startFaultProxy,
  type FaultProxy,
  type Seen,
} from '../../__tests__/support/aws/fault-proxy.ts';
import { startMinistack } from '../../__tests__/support/aws/ministack.ts';
import { balanceOf, endsOf, type Balance } from './balance.ts';
import { runChild } from './child.ts';
import type { Delivered, Delivering } from './deliver.ts';
import type { Filling } from './fill.ts';
import type { Load } from './lines.ts';
import { planOf, type Kinds } from './plan.ts';
import { region, Service } from './service.ts';
import { wreck } from './wreck.ts';

export interface FaultRun {
  readonly seed: string;
  /** At least so many are injected. */
  readonly faults: number;
  readonly kinds: Kinds;
  /** What waits when the sender starts, about. */
  readonly backlogMib: number;
  /** After which it counts as hanging. */
  readonly withinMs: number;
}

export interface FaultReport extends Balance, Delivered {
  readonly seed: string;
  /** Injected by the proxy, refused connections apart. */
  readonly faults: number;
  readonly byFault: Seen['byFault'];
  /** Batches that Firehose would have refused. */
  readonly overLimit: number;
  readonly requests: number;
  readonly sentMib: number;
  readonly connections: number;
  /** Times that all connections were cut and new ones refused. */
  readonly refusals: number;
  readonly ends: Delivered['acknowledged'];
  /** Spools that are still there beside the process's own. */
  readonly leftSpools: number;
  readonly tookSeconds: number;
}

/** Above what even the real client needs for the longest batch on a busy machine. */
const TIMEOUT_MS = { all: 1500, certain: 120_000 } as const;
/** A thin line meets at least so many, on average, before it is in. */
const FAULTS_A_LINE = 5;
const OWN_SHARE = 0.1;

const loadsOf = ({ seed, faults, backlogMib }: FaultRun) => {
  const thinLines = Math.ceil(faults / FAULTS_A_LINE);
  const load = (name: string, share: number): Load => ({
    seed: `${name}-${seed}`,
    thinLines: Math.ceil(thinLines * share),
    bulkMib: backlogMib * share,
  });
  return { left: load('left', 1), own: load('own', OWN_SHARE) };
};

const faultsOf = ({ byFault }: Seen): number =>
  Object.entries(byFault).reduce((sum, [kind, count]) => sum + (kind === 'pass' ? 0 : count), 0);

const playOn = async (
  run: FaultRun,
  proxy: FaultProxy,
  service: Service,
  spoolDir: string,
): Promise<FaultReport> => {
  const beganMs = performance.now();
  const { left, own } = loadsOf(run);
  await service.createBucket();
  const late = run.kinds === 'all' ? 'quarantine' : null;
  for (const stream of streamNames) if (stream !== late) await service.createStream(stream);
  await runChild(
    new URL('./fill.ts', import.meta.url),
    { spoolDir, load: left } satisfies Filling,
    run.withinMs,
  );
  const wrecking = wreck(proxy, service, late, planOf(run.seed, run.kinds), run.faults);
  const settings = {
    spoolDir,
    endpoint: proxy.url,
    region,
    requestTimeoutMs: TIMEOUT_MS[run.kinds],
    load: own,
  } satisfies Delivering;
  const out = await runChild(new URL('./deliver.ts', import.meta.url), settings, run.withinMs);
  const refusals = await wrecking.ended();
  const seen = proxy.seen();
  return {
    seed: run.seed,
    faults: faultsOf(seen),
    byFault: seen.byFault,
    overLimit: seen.overLimit,
    requests: seen.requests,
    sentMib: Math.round(seen.recordBytes / 1024 ** 2),
    connections: seen.connections,
    refusals,
    ...(JSON.parse(out) as Delivered),
    ends: { left: endsOf(left), own: endsOf(own) },
    ...(await balanceOf([left, own], service)),
    leftSpools: (await readdir(spoolDir)).length - 1,
    tookSeconds: Math.round((performance.now() - beganMs) / 1000),
  };
};

/** Injects faults into the way from a spool to a bucket and reports what came of it. Rejects where it hangs. */
export const runFaults = async (run: FaultRun): Promise<FaultReport> => {
  const spoolDir = await mkdtemp(join(tmpdir(), 'faults-'));
  const ministack = await startMinistack();
  const proxy = await startFaultProxy(ministack.endpoint);
  const service = new Service(ministack.endpoint);
  try {
    return await playOn(run, proxy, service, spoolDir);
  } catch (error) {
    throw new Error(`seed ${run.seed}: the proxy saw ${JSON.stringify(proxy.seen())}`, {
      cause: error,
    });
  } finally {
    service.stop();
    await proxy.stop();
    await ministack.stop();
    await rm(spoolDir, { recursive: true, force: true });
  }
};
