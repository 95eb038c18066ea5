import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { credentials } from '../../__tests__/support/aws/ministack.ts';
import { beat } from '../../__tests__/support/faults/beat.ts';
import { firehoseSettings } from '../../__tests__/support/faults/firehose-settings.ts';
import { startTap } from '../../__tests__/support/faults/tap.ts';
import { startSimulator } from '../../simulator/index.ts';
import { startEndpoint } from './endpoint.ts';
import type { Delay } from './watch.ts';

export interface Round extends Delay {
  /** While it was measured. */
  readonly framesPerSecond: number;
  /** That Firehose got, in all. */
  readonly requests: number;
}

/** Until code is compiled, the snapshot read and the first calls made. */
const WARM_UP_MS = 4000;
const TICKS_A_SECOND = 130;

const program = fileURLToPath(new URL('../../cli/bin.mjs', import.meta.url));
const watch = new URL('watch.ts', import.meta.url).href;

/** A listener process that reads for so long; its event loop's delay. */
export const playRound = async (isFrozen: boolean, seconds: number): Promise<Round> => {
  const dir = await mkdtemp(join(tmpdir(), 'loop-delay-'));
  const simulator = await startSimulator({ seed: 'loop-delay', tickMs: 0, rows: 300 });
  const tap = await startTap(simulator.url);
  const endpoint = await startEndpoint(!isFrozen);
  const listener = spawn(
    process.execPath,
    [
      '--import=tsx',
      `--import=${watch}`,
      program,
      ...firehoseSettings(tap.url, endpoint.url, join(dir, 'spool')),
    ],
    { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: { ...process.env, ...credentials } },
  );
  let stopBeat = (): void => undefined;
  try {
    while (tap.frames() === 0) await wait(10);
    stopBeat = beat(TICKS_A_SECOND, simulator.tick);
    await wait(WARM_UP_MS);
    listener.send('begin');
    const framesBefore = tap.frames();
    await wait(seconds * 1000);
    const answered = once(listener, 'message');
    listener.send('read');
    const framesPerSecond = Math.round((tap.frames() - framesBefore) / seconds);
    const [delay] = (await answered) as [Delay];
    return { ...delay, framesPerSecond, requests: endpoint.requests() };
  } finally {
    stopBeat();
    listener.kill('SIGKILL');
    await tap.stop();
    await simulator.stop();
    await endpoint.stop();
    await rm(dir, { recursive: true, force: true });
  }
};
