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
import { faults, soundLines } from '../support/faults/tables.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
let dbt: DbtWarehouse;
let instance: DuckDBInstance;
let connection: DuckDBConnection;
let modelTests: Awaited<ReturnType<DbtWarehouse['worker']['test']>>;
/** What dbt compiled of each test, by the test's name. */
let tests: ReadonlyMap<string, string>;

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
    expect(tests.size).toBeGreaterThan(100);
    expect(await failing()).toEqual([]);
  });

  it('is shown for each singular test and each kind of generic test by a fault', () => {
    const shown = Object.keys(faults);
    const ofMacros = sqlIn('tests/macros'); // they read no table
    const kinds = sqlIn('tests').filter((name) => !ofMacros.includes(name));
    for (const kind of [...kinds, 'unique', 'accepted_values'])
      expect(shown, kind).toContainEqual(expect.stringMatching(`^${kind}`));
  });

  it.each(Object.entries(faults))('is %s alone where that is broken', async (name, statements) => {
    await connection.run('begin');
    try {
      await connection.run(statements);
      expect(await failing()).toEqual([expect.stringMatching(`^${name}`)]);
    } finally {
      await connection.run('rollback');
    }
  });
});
