import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rawTables, snowflakeTableName } from '@bitcoin-pipeline/model';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../support/small-clone.ts';
import { placedIn, synthesise } from '../support/stacks/synthesised.ts';
import { pageFaults } from '../support/workflows/page-commands.ts';
import { files } from '../support/workflows/workflow.ts';

const read = (name: string): string => readFileSync(join(projectRoot, 'docs', name), 'utf8');
const pages = { first: read('first-deployment.md'), recovery: read('recovery.md') };

describe.each(Object.entries(pages))('the page on %s', (_, page) => {
  it('tells to run only what is there: commands, options, workflows and their inputs', async () => {
    expect(await pageFaults(page, files)).toStrictEqual([]);
  });

  it('asks tables that there are', () => {
    const tables = [...page.matchAll(/\b(RAW|GOLD)\.([A-Z_]{3,})\b/g)].map(
      ([, schema = '', name = '']) => [schema, name] as const,
    );
    expect(tables.length).toBeGreaterThan(2);
    const isThere = ([schema, name]: readonly [string, string]): boolean =>
      schema === 'RAW'
        ? rawTables.some((table) => snowflakeTableName(table) === name)
        : existsSync(join(projectRoot, 'dbt/models/gold', `${name.toLowerCase()}.sql`));
    expect(tables.filter((table) => !isThere(table))).toStrictEqual([]);
  });

  it('leads to pages that are there', () => {
    const links = [...page.matchAll(/\]\((?!https:)([^)#]+)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((link) => !existsSync(join(projectRoot, 'docs', link)))).toStrictEqual([]);
  });
});

describe('what is planted is seen', () => {
  it.each([
    ['`gh workflow run stop.yml`', 'no workflow stop.yml runs by hand'],
    ['`gh workflow run ci.yml`', 'no workflow ci.yml runs by hand'],
    ['`gh workflow run listener.yml -f action=stop`', 'listener.yml needs reason'],
    [
      "`gh workflow run listener.yml -f action=halt -f reason='x'`",
      'listener.yml has no action=halt',
    ],
    ['`gh workflow run backfill.yml -f height=1`', 'backfill.yml has no input height'],
    [
      '```sh\nnpx bitcoin-pipeline load --everything\n```',
      'bitcoin-pipeline load has no option --everything',
    ],
    ['```sh\nnpm run synthesise\n```', 'there is no npm script synthesise'],
    ['`npx bitcoin-pipeline doctor --clouds`', 'bitcoin-pipeline doctor has no option --clouds'],
  ])('%s', async (text, fault) => {
    expect(await pageFaults(text, files)).toStrictEqual([fault]);
  });
});

const told = (page: string): ReadonlyArray<string> =>
  [...page.matchAll(/-chdir=cdktf\.out\/stacks\/(\S+) import (\S+) (.+)$/gm)].map(
    ([, stack, address, id]) => `${stack} ${address} ${id}`,
  );

/** What the provider knows an object by, as the page says it for a shell. */
const idOf = (type: string, { name, bucket }: Readonly<Record<string, unknown>>): string => {
  const lake = 'bitcoin-pipeline-prod-lake-111122223333';
  if (type.startsWith('aws_s3_bucket')) return bucket === undefined ? '' : lake;
  const parts = {
    snowflake_database: [name],
    snowflake_schema: ['BITCOIN_PROD', name],
    snowflake_table: ['BITCOIN_PROD', 'RAW', name],
  }[type];
  return parts === undefined ? '' : `'${parts.map((part) => `"${String(part)}"`).join('.')}'`;
};

const isKept = (lifecycle: unknown): boolean =>
  JSON.stringify(lifecycle ?? null).includes('"prevent_destroy":true');

it('names to the engine all that holds data where the state is lost, as it is called', () => {
  const kept = placedIn(synthesise())
    .filter(({ stack, resource }) => stack !== 'account' && isKept(resource['lifecycle']))
    .map(({ stack, type, address, resource }) => `${stack} ${address} ${idOf(type, resource)}`);
  expect(kept.length).toBeGreaterThan(10);
  expect(
    told(pages.recovery)
      .filter((each) => !each.startsWith('listener '))
      .toSorted(),
  ).toStrictEqual(kept.toSorted());
  expect(told(pages.recovery)).toContain('listener aws_ebs_volume.spool VOLUME');
});
