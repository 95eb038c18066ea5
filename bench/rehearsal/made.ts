import * as E from 'fp-ts/lib/Either.js';
import type { Made } from '../../rehearsal/engine/shown.ts';
import type { Stage } from '../../rehearsal/stage.ts';
import { resourcesOf } from '../../rehearsal/synthesised.ts';

/** What was applied, of all stacks, one after the other: each loads the provider. Throws where a state cannot be read. */
export const allMade = async ({ staged }: Stage): Promise<ReadonlyArray<Made>> => {
  const all: Array<Made> = [];
  for (const { engine } of staged) {
    const made = await engine.made();
    if (E.isLeft(made)) throw new Error(made.left);
    all.push(...made.right);
  }
  return all;
};

/** The bucket that is kept, by its name in the stacks. */
export const lakeBucket = ({ staged }: Stage): string => {
  const resources = staged.flatMap(({ stack }) => resourcesOf(stack));
  const lake = resources.find(({ address }) => address === 'aws_s3_bucket.lake');
  if (lake === undefined) throw new Error('no stack has the bucket of the lake');
  return String(lake.config['bucket']);
};

/** The values of all of a type. */
export const valuesOf = (made: ReadonlyArray<Made>, type: string): ReadonlyArray<Made['values']> =>
  made.filter((each) => each.type === type).map(({ values }) => values);

/** Of the only one of its type. */
export const onlyOf = (made: ReadonlyArray<Made>, type: string): Made['values'] => {
  const [one, ...more] = valuesOf(made, type);
  if (one === undefined || more.length > 0)
    throw new Error(`${type}: ${more.length + (one === undefined ? 0 : 1)} of them were made`);
  return one;
};
