import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  dbtProject,
  openDbtWarehouse,
  wentWell,
  type DbtWarehouse,
} from '../support/dbt-warehouse.ts';
import { faults, soundLines, undescribed } from '../support/faults/tables.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
let dbt: DbtWarehouse;
let instance: DuckDBInstance;
let connection: DuckDBConnection;
let modelTests: Awaited<ReturnType<DbtWarehouse['worker']['test']>>;
/** What dbt compiled of each test, by the test's name. */
let tests: ReadonlyMap<string, string>;

/** Characters that dbt keeps of the name of a long generic test. */
const LONGEST_KEPT = 30;
const nameOf = (file: string): string => path.basename(file, '.sql');
const sqlIn = (place: string): ReadonlyArray<string> =>
  readdirSync(path.join(dbtProject, place), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.sql'))
    .map(nameOf);

beforeAll(async () => {
  dbt = await openDbtWarehouse(folder);
  await dbt.load('sound', soundLines());
  await wentWell(dbt.worker.build());
  const compiled = path.join(folder, 'dbt/compiled/bitcoin_pipeline');
  const files = readdirSync(compiled, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /^(?:tests|models\/.*\.yml)\/.*\.sql$/.test(file),
  );
  tests = new Map(
    files.map((file) => [nameOf(file), readFileSync(path.join(compiled, file), 'utf8')]),
  );
  modelTests = await dbt.worker.test({ select: ['test_type:unit'] });
  await dbt.stop();
  instance = await DuckDBInstance.create(dbt.file);
  connection = await instance.connect();
});
afterAll(() => {
  connection.closeSync();
  instance.closeSync();
  rmSync(folder, { recursive: true });
});

/** Changes tables, asks and takes the changes back. */
const spoiled = async <A>(statements: string, ask: () => Promise<A>): Promise<A> => {
  await connection.run('begin');
  try {
    await connection.run(statements);
    return await ask();
  } finally {
    await connection.run('rollback');
  }
};

/** The names of the tests that find rows. */
const failing = async (): Promise<ReadonlyArray<string>> => {
  const found: Array<string> = [];
  for (const [name, sql] of tests) {
    const rows = await connection.runAndReadAll(`select 1 from (${sql}) as found limit 1`);
    if (rows.currentRowCount > 0) found.push(name);
  }
  return found.sort();
};

it('the models do what their own tests say', () => {
  expect(modelTests).toMatchObject({ _tag: 'Right', right: { counts: { pass: 5 } } });
});

describe('what the data tests find', () => {
  it('is nothing in sound tables', async () => {
    expect(tests.size).toBeGreaterThan(60);
    expect(await failing()).toEqual([]);
  });

  it('is shown for each singular test by a fault', () => {
    const shown = Object.keys(faults);
    const ofMacros = sqlIn('tests/macros'); // they read no table
    for (const kind of sqlIn('tests').filter(
      (name) => ![...ofMacros, 'as_described'].includes(name),
    ))
      expect(shown).toContain(kind);
  });

  it.each(Object.entries(faults))('is %s alone where that is broken', async (name, statements) => {
    expect(await spoiled(statements, failing)).toEqual([name]);
  });

  it.each(undescribed)('is of %s alone that %s', async (relation, fault, statements) => {
    const found = await spoiled(statements, async () => {
      const names = await failing();
      const answers = names.map((name) => connection.runAndReadAll(tests.get(name) ?? ''));
      return { names, rows: (await Promise.all(answers)).flatMap((rows) => rows.getRowObjects()) };
    });
    const asDescribed = `as_described_${relation}_`.slice(0, LONGEST_KEPT);
    expect(found.names).toEqual([expect.stringMatching(`^${asDescribed}`)]);
    expect(found.rows.map((row) => row['fault'])).toEqual([fault]);
  });
});
