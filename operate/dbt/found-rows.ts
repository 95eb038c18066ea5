import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { QueryPort } from '../../warehouse/query-port.ts';
import { readAs } from '../read-as.ts';

/** What a test found, by its unique id: the first rows. Beside what dbt writes, for `dbt-report`. */
export const FoundRows = t.record(t.string, t.string);
export type FoundRows = t.TypeOf<typeof FoundRows>;

const FILE = 'found_rows.json';
/** Of each test; as many as the worker of this machine shows. */
const ROWS = 3;
/** A build in which more fail has one cause, which the first ones tell. */
const MOST_TESTS = 20;

const Ran = t.type({
  metadata: t.type({ generated_at: t.string }),
  results: t.readonlyArray(
    t.intersection([
      t.type({ unique_id: t.string, status: t.string }),
      t.partial({ compiled_code: t.union([t.string, t.null]) }),
    ]),
  ),
});

/** Whatever is there is of an earlier build. */
export const forgetFoundRows = (target: string): Promise<void> =>
  rm(join(target, FILE), { force: true });

/** Empty: dbt asked for none, or there was nobody to ask. */
export const readFoundRows = async (target: string): Promise<FoundRows> =>
  readAs(FoundRows, await readFile(join(target, FILE), 'utf8').catch(() => '')) ?? {};

const rowText = (row: Readonly<Record<string, unknown>>): string =>
  Object.entries(row)
    .map(([name, value]) => `${name.toLowerCase()}: ${String(value)}`)
    .join(', ');

/** Tests that failed in a build since then, and what they ask. */
const failedSince = async (
  target: string,
  sinceMs: number,
): Promise<ReadonlyArray<readonly [id: string, sql: string]>> => {
  const text = await readFile(join(target, 'run_results.json'), 'utf8').catch(() => '');
  const ran = readAs(Ran, text);
  if (ran === null || Date.parse(ran.metadata.generated_at) < sinceMs) return [];
  return ran.results
    .filter(({ status }) => status === 'fail')
    .flatMap(({ unique_id: id, compiled_code: sql }) => (sql ? [[id, sql] as const] : []));
};

/**
 * Asks Snowflake which rows the tests that failed have found, where dbt says only how many. Resolves to why some were not
 * asked for.
 */
export const askFoundRows = async (
  target: string,
  sinceMs: number,
  open: () => Promise<E.Either<string, QueryPort>>,
): Promise<string | null> => {
  const failed = (await failedSince(target, sinceMs)).slice(0, MOST_TESTS);
  if (failed.length === 0) return null;
  const port = await open();
  if (E.isLeft(port)) return port.left;
  const found: Record<string, string> = {};
  let refused: string | null = null;
  for (const [id, sql] of failed) {
    const limited = `select * from (\n${sql}\n) as found limit ${ROWS}`;
    const rows = await port.right.query(limited, [], t.UnknownRecord);
    if (E.isRight(rows)) found[id] = rows.right.map(rowText).join('; ');
    else refused = rows.left.message;
  }
  await port.right.close();
  await writeFile(join(target, FILE), JSON.stringify(found));
  return refused;
};
