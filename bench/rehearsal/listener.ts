import * as E from 'fp-ts/lib/Either.js';
import type { Started } from '../../__tests__/support/stacks/unpacked.ts';
import type { Context } from './context.ts';
import { bear, startService, type Instance } from './instance.ts';
import { onlyOf } from './made.ts';

/** The listener as it runs here. */
export interface Listener {
  readonly instance: Instance;
  readonly service: Started;
  /** Its metrics, one document a line. */
  readonly metricsFile: string;
}

const STACK = 'listener';
/** It sends what waits, and closes the spool. */
const ENDS_WITHIN_MS = 30_000;

/** Throws where the service is no more, with the end of what it said. */
export const mustRun = ({ service }: Listener): void => {
  if (service.process.exitCode !== null) throw new Error(`the listener ended: ${service.said()}`);
};

/** An instance is born as its user data says, and the service starts. Null: it went wrong, and was told. */
export const startListener = async ({ here, made, play }: Context): Promise<Listener | null> => {
  let instance: Instance | null = null;
  await play('user data', STACK, async () => {
    const template = onlyOf(made, 'aws_launch_template');
    instance = await bear(here, String(template['user_data']));
    const count = Object.keys(instance.variables).length;
    return E.right(`the artifact has its hash, and ${count} variables came from parameters`);
  });
  let listener: Listener | null = null;
  const born = instance as Instance | null; // assigned in the step
  if (born === null) return null;
  await play('the service starts', STACK, async () => {
    const metricsFile = born.path('/var/log/mempool/metrics.ndjson');
    const otherwise = {
      BITCOIN_PIPELINE_URL: here.simulator.url,
      BITCOIN_PIPELINE_ENDPOINT: here.delivery,
      BITCOIN_PIPELINE_SPOOL: born.path('/var/lib/mempool/spool'),
      BITCOIN_PIPELINE_METRICS_FILE: metricsFile,
    };
    const service = await startService(here, born, otherwise);
    here.atEnd(() => service.process.kill('SIGKILL'));
    listener = { instance: born, service, metricsFile };
    return E.right(`by its unit's command; otherwise here: ${Object.keys(otherwise).join(', ')}`);
  });
  return listener;
};

/** It is told to end, as systemd does. */
export const endListener = ({ play }: Context, { service }: Listener): Promise<boolean> =>
  play('the service ends', STACK, async () => {
    const late = setTimeout(() => service.process.kill('SIGKILL'), ENDS_WITHIN_MS);
    service.process.kill('SIGTERM');
    const code = await service.ended;
    clearTimeout(late);
    return code === 0 ? E.right('it sent what waited') : E.left(service.said());
  });
