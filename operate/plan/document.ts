import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { readAs } from '../read-as.ts';
import type { Change } from './changes.ts';

const Planned = t.type({
  address: t.string,
  action: t.string,
  values: t.record(t.string, t.union([t.string, t.null])),
});
export type Planned = t.TypeOf<typeof Planned>;

const PlannedStack = t.type({ digest: t.string, changes: t.readonlyArray(Planned) });
export type PlannedStack = t.TypeOf<typeof PlannedStack>;

/** What `plan` writes, a person reviews and `deploy` holds against what it finds. No secret is in it. */
export const Reviewed = t.type({
  version: t.literal(1),
  environment: t.string,
  stacks: t.record(t.string, PlannedStack),
  /** For the comment of a pull request. */
  markdown: t.string,
});
export type Reviewed = t.TypeOf<typeof Reviewed>;

/** The same for the same changes, whenever and wherever they are planned. */
const digestOf = (changes: ReadonlyArray<Planned>): string =>
  createHash('sha256')
    .update(
      JSON.stringify(
        changes.map(({ address, action, values }) => [
          address,
          action,
          Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1)),
        ]),
      ),
    )
    .digest('hex');

export const plannedStack = (changes: ReadonlyArray<Change>): PlannedStack => {
  const planned = changes.map(({ address, action, values }) => ({ address, action, values }));
  return { digest: digestOf(planned), changes: planned };
};

/** Left: one line that says what is wrong with the file. */
export const readReviewed = async (
  file: string,
  environment: string,
): Promise<E.Either<string, Reviewed>> => {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return E.left(`--reviewed ${file} can't be read; plan --out FILE writes one`);
  const reviewed = readAs(Reviewed, text);
  if (reviewed === null) return E.left(`--reviewed ${file} is no plan; plan --out FILE writes one`);
  return reviewed.environment === environment
    ? E.right(reviewed)
    : E.left(
        `--reviewed ${file} is a plan of ${reviewed.environment}, and the configuration is of ${environment}`,
      );
};
