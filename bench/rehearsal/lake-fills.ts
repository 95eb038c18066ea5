import * as E from 'fp-ts/lib/Either.js';
import { streamNames } from '@bitcoin-pipeline/model';
import type { Context } from './context.ts';
import { readLake, type Held } from './lake.ts';
import { mustRun, type Listener } from './listener.ts';
import { onlyOf, valuesOf } from './made.ts';
import { until } from './until.ts';

const WITHIN_MS = 120_000;

/** What lies in the lake and is of no stream: its description, and what the poller remembers. */
const othersIn = ({ made }: Context): ReadonlySet<string> => {
  const [environment] = onlyOf(made, 'aws_lambda_function')['environment'] as ReadonlyArray<{
    readonly variables: Readonly<Record<string, string>>;
  }>;
  const network = environment?.variables['BITCOIN_PIPELINE_NETWORK'] ?? '';
  return new Set(['lake.json', `mempool-data/state/${network}.json`]);
};

const counted = ({ keys, lines }: Held): string =>
  `${keys.length} objects; lines ${streamNames.map((name) => `${name} ${lines[name]}`).join(', ')}`;

/** Objects of every stream appear where they belong, and decode. */
export const lakeFills = (context: Context, listener: Listener): Promise<boolean> => {
  const { here, made, bucket, play } = context;
  return play('the lake fills', 'stream', async () => {
    const others = othersIn(context);
    let held: Held | null = null;
    let isConnected = false;
    const filled = await until(WITHIN_MS, async () => {
      mustRun(listener);
      if (!isConnected && here.incoming.length > 0) {
        isConnected = true;
        here.simulator.quote();
        here.simulator.mineBlock();
        here.simulator.fault('duplicate-key'); // for the quarantine, and no gap
      }
      held = await readLake(here, bucket, others);
      if (held.faults.length > 0) return held;
      const isFull = Object.values(held.lines).every((count) => count > 0);
      return isFull && [...others].every((key) => held?.keys.includes(key)) ? held : null;
    });
    const seen = filled ?? held;
    if (seen === null) return E.left('the lake was not looked at');
    if (seen.faults.length > 0) return E.left(seen.faults.slice(0, 10).join('\n'));
    const sent = new Set(here.incoming.map(({ stream }) => stream));
    const unused = valuesOf(made, 'aws_kinesis_firehose_delivery_stream')
      .map(({ name }) => String(name))
      .filter((name) => !sent.has(name));
    if (filled === null || unused.length > 0)
      return E.left(`${counted(seen)}; nothing came by ${unused.join(', ') || 'none'}`);
    return E.right(counted(filled));
  });
};
