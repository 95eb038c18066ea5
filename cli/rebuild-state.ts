import { readLine } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { linesOf } from '../lake/read.ts';
import { Rebuilding } from '../poller/state/rebuild.ts';
import { failure, misuse, type CliResult } from './command.ts';
import type { OpenPollerLake } from './poller-lake.ts';
import { say } from './say.ts';

/** Makes the poller's state anew from what a lake folder holds; one that is there is never replaced. */
export const rebuildState = async (
  { folder, states }: OpenPollerLake,
  network: string,
): Promise<CliResult> => {
  if (folder === null)
    return E.left(
      misuse(
        `--rebuild reads a lake folder: copy the bucket to one, rebuild there with --lake and --state, and put the state file to the bucket as mempool-data/state/${network}.json`,
      ),
    );
  const rebuilding = new Rebuilding();
  say(`reading ${folder} …`);
  try {
    for await (const { key, row, text } of linesOf(folder, [
      'block-metadata',
      'feed-health',
      'conversions',
    ])) {
      const line = readLine(text);
      if (E.isLeft(line)) return E.left(failure(`${key} line ${row}: ${line.left}`));
      rebuilding.add(line.right);
    }
  } catch (error) {
    return E.left(failure(error instanceof Error ? error.message : String(error)));
  }
  const state = rebuilding.state();
  if (state === null)
    return E.left(failure(`${folder} holds no blocks of a poller; without a state it begins anew`));
  const written = await states.write(state, null);
  if (E.isLeft(written)) return E.left(failure(written.left.message));
  if (written.right === null)
    return E.left(
      failure('there is a state already; move it away first, or name another with --state'),
    );
  const [top] = state.chain.segments;
  say(
    `the state holds ${state.chain.segments.length} stretch(es), the highest from ${top?.from} to ${top?.to}`,
  );
  return E.right(undefined);
};
