import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dbtCommand } from '../../../operate/dbt/command.ts';
import { readFoundRows } from '../../../operate/dbt/found-rows.ts';
import { environmentOf, startAccount, type Account } from '../../support/snowflake/account.ts';
import { exampleFile } from '../../support/stacks/deployment.ts';

const folder = mkdtempSync(join(tmpdir(), 'found-rows-'));
let account: Account;

beforeAll(async () => {
  account = await startAccount(folder);
});
afterAll(async () => {
  await account.emulator.stop();
  rmSync(folder, { recursive: true });
});

interface Result {
  readonly unique_id: string;
  readonly status: string;
  readonly compiled_code: string;
}

const HEIGHTS =
  'select 840000 + v as height, 1 as is_wrong from (values (1), (2), (3), (4)) as x (v)';
const failed: Result = {
  unique_id: 'test.bitcoin_pipeline.days_add_up',
  status: 'fail',
  compiled_code: `-- what a test asks\n${HEIGHTS} order by height -- the end`,
};

/** Runs `npm run dbt -- build` with a stand-in for Python that writes these results, and ends with 1. */
const build = async (
  results: ReadonlyArray<Result>,
  env: NodeJS.ProcessEnv = environmentOf(join(folder, 'key.p8'), account.emulator.url),
  generatedAt = new Date(Date.now() + 60_000).toISOString(),
) => {
  const target = mkdtempSync(join(folder, 'target-'));
  const program = join(target, 'python');
  const written = JSON.stringify({ metadata: { generated_at: generatedAt }, results });
  writeFileSync(join(target, 'written'), written);
  writeFileSync(join(target, 'found_rows.json'), '{"of":"before"}');
  writeFileSync(
    program,
    `#!/bin/sh\ncp "${target}/written" "${target}/run_results.json"\nexit 1\n`,
  );
  chmodSync(program, 0o755);
  const said: Array<string> = [];
  const code = await dbtCommand(
    ['build'],
    {
      PATH: process.env['PATH'],
      BITCOIN_PIPELINE_DEPLOYMENT: exampleFile,
      BITCOIN_PIPELINE_PYTHON: program,
      DBT_TARGET_PATH: target,
      ...env,
    },
    (text) => said.push(text),
  );
  return { code, said, found: await readFoundRows(target) };
};

it('of a test that failed the first rows are asked for, and no more', async () => {
  const passed = { ...failed, unique_id: 'test.bitcoin_pipeline.one_line_per_id', status: 'pass' };
  expect(await build([failed, passed])).toStrictEqual({
    code: 1,
    said: [],
    found: {
      [failed.unique_id]:
        'height: 840001, is_wrong: 1; height: 840002, is_wrong: 1; height: 840003, is_wrong: 1',
    },
  });
});

it('one that Snowflake refuses leaves the others, and is told', async () => {
  const refused = {
    ...failed,
    unique_id: 'test.other',
    compiled_code: 'select * from no_such_table',
  };
  const { said, found } = await build([refused, failed]);
  expect(Object.keys(found)).toStrictEqual([failed.unique_id]);
  expect(said).toStrictEqual([
    expect.stringMatching(/^which rows the tests found is not told: the query failed/),
  ]);
});

it('without anybody to ask it says so; of an earlier build nothing is told', async () => {
  const nobody = await build([failed], {});
  expect(nobody).toMatchObject({ code: 1, found: {} });
  expect(nobody.said.join()).toContain('BITCOIN_PIPELINE_SNOWFLAKE_PRIVATE_KEY_FILE is not set');
  expect(await build([failed], {}, '2026-11-30T16:56:19Z')).toStrictEqual({
    code: 1,
    said: [],
    found: {},
  });
});
