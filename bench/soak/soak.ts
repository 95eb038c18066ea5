import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSimulator } from '../../simulator/index.ts';
import { startBeat } from '../crash/beat.ts';
import { startRun } from '../crash/listener-run.ts';
import { judge, type Sample, type Verdict } from './judge.ts';
import { sample } from './sampling.ts';

const DELTAS_PER_SECOND = 50;
const ROWS = 300;

export interface SoakOptions {
  readonly seconds: number;
  readonly everySeconds: number;
  readonly sampled: (sample: Sample) => void;
}

export interface Soaked {
  readonly samples: ReadonlyArray<Sample>;
  /** Null where it was too short to tell. */
  readonly verdict: Verdict | null;
  readonly deltasPerSecond: number;
  /** Of the listener, after SIGTERM. */
  readonly exitCode: number | null;
}

/** A listener at 50 deltas a second, into a folder, looked at from outside. */
export const soak = async ({ seconds, everySeconds, sampled }: SoakOptions): Promise<Soaked> => {
  const folder = await mkdtemp(join(tmpdir(), 'bitcoin-pipeline-soak-'));
  const [lake, metrics] = [join(folder, 'lake'), join(folder, 'metrics.ndjson')];
  const simulator = await startSimulator({ tickMs: 0, rows: ROWS, speed: 0.02 });
  const beat = startBeat(simulator, { updatesPerSecond: DELTAS_PER_SECOND, quotesPerUpdate: 0 });
  const metricsEvery = String(Math.ceil(everySeconds));
  // segments are an eighth of the spool: with the usual ones it would go up and down by 16 MiB in four minutes
  const small = ['--spool-mib', '16'];
  const more = ['--metrics-file', metrics, '--metrics-seconds', metricsEvery, ...small];
  const run = startRun({ url: simulator.url, lake, marks: join(folder, 'marks'), more });
  const samples: Array<Sample> = [];
  try {
    await run.until(() => run.marks.durable.size > 0, 'its first mark');
    const [beganMs, firstUpdate] = [performance.now(), beat.truths.size];
    const elapsed = (): number => (performance.now() - beganMs) / 1000;
    while (elapsed() < seconds) {
      await sleep(everySeconds * 1000);
      const one = await sample(run.process.pid ?? 0, `${lake}.spool`, metrics, elapsed());
      samples.push(one);
      sampled(one);
    }
    const deltasPerSecond = (beat.truths.size - firstUpdate) / elapsed();
    run.process.kill('SIGTERM');
    const { code } = await run.ended;
    return { samples, verdict: judge(samples), deltasPerSecond, exitCode: code };
  } finally {
    beat.stop();
    run.process.kill('SIGKILL');
    await run.ended;
    await simulator.stop();
    await rm(folder, { recursive: true, force: true });
  }
};
