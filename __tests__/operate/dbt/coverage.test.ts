import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dbtCommand } from '../../../operate/dbt/command.ts';
import { coverageSince } from '../../../operate/dbt/coverage.ts';
import type { QueryPort } from '../../../warehouse/query-port.ts';
import { openSnowflake } from '../../../warehouse/snowflake/reader.ts';
import { environmentOf, startAccount, type Account } from '../../support/snowflake/account.ts';
import { exampleFile } from '../../support/stacks/deployment.ts';
import { right } from '../../support/warehouse.ts';

const folder = mkdtempSync(join(tmpdir(), 'coverage-'));
const BEGAN_MS = Date.parse('2026-11-30T05:23:00.500Z');
let account: Account;
let port: QueryPort;

beforeAll(async () => {
  account = await startAccount(folder);
  port = openSnowflake(account.config);
  for (const statement of [
    'create schema gold',
    `create table gold.coverage_by_hour (
      stream varchar, hour_at timestamp_ntz, seconds decimal(10, 3), verified_seconds decimal(10, 3),
      contiguous_seconds decimal(10, 3), unknown_seconds decimal(10, 3), built_at timestamp_ntz
    )`,
    `insert into gold.coverage_by_hour values
      ('mempool-block', '2026-11-29 04:00:00', 3600, 0, 0, 3600, '2026-11-29 05:23:01'),
      ('mempool-block', '2026-11-30 03:00:00', 3600, 3500, 10, 90, '2026-11-30 05:23:01'),
      ('mempool-block', '2026-11-30 04:00:00', 1800, 1800, 0, 0, '2026-11-30 05:23:01'),
      ('conversions', '2026-11-30 04:00:00', 100, 0, 75, 25, '2026-11-30 05:23:01')`,
  ])
    right(await port.query(statement, [], t.unknown));
});
afterAll(async () => {
  await port.close();
  await account.emulator.stop();
  rmSync(folder, { recursive: true });
});

const table = `### Coverage since the last build

| stream | hours, UTC | verified | contiguous | unknown | unknown for |
| --- | --- | --: | --: | --: | --: |
| conversions | 2026-11-30 04 h to 2026-11-30 04 h | 0.00 % | 75.00 % | 25.00 % | 25 s |
| mempool-block | 2026-11-30 03 h to 2026-11-30 04 h | 98.15 % | 0.19 % | 1.67 % | 90 s |`;

it('is told of the hours that a build has brought up to date', async () => {
  expect(await coverageSince(port, BEGAN_MS)).toStrictEqual(E.right(table));
});

it('where nothing is new, that is said', async () => {
  expect(await coverageSince(port, BEGAN_MS + 60_000)).toStrictEqual(
    E.right('### Coverage since the last build\n\nNothing new came.'),
  );
});

/** Runs `npm run dbt` with a stand-in for Python that ends with this code. */
const ran = async (command: string, code: number, env: NodeJS.ProcessEnv) => {
  const target = mkdtempSync(join(folder, 'target-'));
  const program = join(target, 'python');
  writeFileSync(program, `#!/bin/sh\nexit ${code}\n`);
  chmodSync(program, 0o755);
  const summary = join(target, 'summary.md');
  writeFileSync(summary, '');
  const said: Array<string> = [];
  const ended = await dbtCommand(
    [command],
    {
      PATH: process.env['PATH'],
      BITCOIN_PIPELINE_DEPLOYMENT: exampleFile,
      BITCOIN_PIPELINE_PYTHON: program,
      DBT_TARGET_PATH: target,
      GITHUB_STEP_SUMMARY: summary,
      ...env,
    },
    (text) => said.push(text),
  );
  return { ended, said, summary: readFileSync(summary, 'utf8') };
};

it.each([0, 1])('stands in the summary of a job whose build ends with %i', async (code) => {
  const env = environmentOf(join(folder, 'key.p8'), account.emulator.url);
  expect(await ran('build', code, env)).toStrictEqual({
    ended: code,
    said: [],
    summary: '### Coverage since the last build\n\nNothing new came.\n\n',
  });
});

it('is asked for by a build alone; where nobody can be asked, that is said, and the build is as it was', async () => {
  expect(await ran('source', 0, {})).toStrictEqual({ ended: 0, said: [], summary: '' });
  const nobody = await ran('build', 0, {});
  expect(nobody).toMatchObject({ ended: 0, summary: '' });
  expect(nobody.said.join()).toMatch(/^what is covered is not told: .*_KEY_FILE is not set/);
});
