import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { readFoundRows, type FoundRows } from '../dbt/found-rows.ts';
import { readAs } from '../read-as.ts';

/** What dbt 1.11 writes of a build, and of freshness, as much of it as is looked at. */
const Results = t.type({
  metadata: t.type({ generated_at: t.string }),
  results: t.readonlyArray(
    t.intersection([
      t.type({ unique_id: t.string, status: t.string }),
      t.partial({ message: t.union([t.string, t.null]) }),
    ]),
  ),
});
export type Results = t.TypeOf<typeof Results>;

/** Something that did not go well. */
export interface Failed {
  /** `accepted_values_gaps_kind` */
  readonly name: string;
  /** test, model, source, … */
  readonly kind: string;
  readonly says: string;
}

const bad: ReadonlySet<string> = new Set(['fail', 'error', 'runtime error']);

/** Of what is said of one; a row can be long. */
const LONGEST = 600;

const firstLine = (text: string): string => (text.trim().split('\n')[0] ?? '').slice(0, LONGEST);

/** `test.bitcoin_pipeline.not_null_gaps_id.22c7e9f0d6`, the hash left out. */
const nameOf = (uniqueId: string): string =>
  uniqueId
    .split('.')
    .slice(2)
    .filter((part) => !/^[0-9a-f]{10}$/.test(part))
    .join('.');

export const failedIn = ({ results }: Results): ReadonlyArray<Failed> =>
  results
    .filter(({ status }) => bad.has(status))
    .map(({ unique_id, message }) => ({
      name: nameOf(unique_id),
      kind: unique_id.split('.')[0] ?? '',
      says: firstLine(message ?? '') || 'it says nothing',
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));

const read = async (file: string): Promise<E.Either<string, Results> | null> => {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  return E.fromNullable(`${file} is not as dbt writes it`)(readAs(Results, text));
};

/** Which rows a test found says more than how many. */
const withRows = (results: Results, found: FoundRows): Results => ({
  ...results,
  results: results.results.map((each) => {
    const rows = found[each.unique_id];
    const message = `${firstLine(each.message ?? '')}: ${rows?.replaceAll('\n', ' ')}`;
    return rows === undefined || rows === '' ? each : { ...each, message };
  }),
});

/** Of a build, and of freshness where that was asked. Left: dbt did not get as far as writing any. */
export const readResults = async (folder: string): Promise<E.Either<string, Results>> => {
  const build = await read(join(folder, 'run_results.json'));
  if (build === null) return E.left(`${folder} has no run_results.json: dbt ended before it built`);
  if (E.isLeft(build)) return build;
  const built = withRows(build.right, await readFoundRows(folder));
  const freshness = await read(join(folder, 'sources.json'));
  if (freshness === null) return E.right(built);
  return E.map((sources: Results) => ({
    ...built,
    results: [...sources.results, ...built.results],
  }))(freshness);
};
