import { streams } from '@bitcoin-pipeline/model';
import fc from 'fast-check';
import type { HandLine } from '../hand-lines.ts';
import { play, type Played } from './play.ts';
import { faultyHistory } from './steps.ts';

/** The histories of a seed, each in a time of its own; of the first projected block, the only one in the tables. */
export const historiesOf = (
  seed: number,
  count: number,
  beginMs: number,
  apartMs: number,
): ReadonlyArray<Played> =>
  fc
    .sample(faultyHistory, { seed, numRuns: count })
    .map((plan, index) =>
      play(
        { ...plan, source: { ...plan.source, blockIndex: 0 } },
        { name: `h${1000 + index}`, beginMs: beginMs + index * apartMs },
      ),
    );

/** Its lines as they lie in a lake. */
export const inLake = ({ lines }: Played): ReadonlyArray<HandLine> =>
  lines.map(({ line }) => ({
    prefix: streams[line.stream].prefix,
    text: Buffer.from(line.bytes).toString().trimEnd(),
  }));
