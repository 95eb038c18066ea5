import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { dbtProject } from '../../support/dbt-warehouse.ts';
import { projectRoot } from '../../support/small-clone.ts';
import { notProven } from '../../support/snowflake/not-proven.ts';
import { refusedIn } from '../../support/snowflake/refused.ts';

const bootstrap = readFileSync(path.join(dbtProject, 'sql/bootstrap_raw.sql'), 'utf8');

/** The first statement of the file that begins so. */
const statement = (begin: string): string => {
  const from = bootstrap.indexOf(`\n${begin}`) + 1;
  if (from === 0) throw new Error(`no statement begins with ${begin}`);
  return bootstrap.slice(from, bootstrap.indexOf(';\n', from) + 2);
};

const pipe = statement('CREATE PIPE');
const copy = pipe.slice(pipe.indexOf('COPY INTO'));
const stage = statement('CREATE STAGE');
const fileFormat = statement('CREATE FILE FORMAT');
/** What the stage names, as an administrator makes it. */
const integration = `CREATE STORAGE INTEGRATION LAKE_READER
  TYPE = EXTERNAL_STAGE
  STORAGE_PROVIDER = 'S3'
  ENABLED = TRUE
  STORAGE_AWS_ROLE_ARN = 'arn:aws:iam::000000000000:role/lake-reader'
  STORAGE_ALLOWED_LOCATIONS = ('s3://your-lake-bucket/');`;

const broken: ReadonlyArray<readonly [kind: string, whole: string, spoiled: string]> = [
  ['COPY', copy, copy.replace('COPY INTO', 'COPY')],
  ['PIPE', pipe, pipe.replace('AUTO_INGEST = TRUE', 'AUTO_INGEST TRUE')],
  ['STAGE', stage, stage.replace('URL = ', 'URL ')],
  ['FILE FORMAT', fileFormat, fileFormat.replace('TYPE = JSON', 'TYPE JSON')],
  ['INTEGRATION', integration, integration.replace('ENABLED = TRUE', 'ENABLED TRUE')],
];

describe('a parser of Snowflake’s dialect', () => {
  let refused: ReadonlyArray<ReadonlyArray<unknown>>;
  beforeAll(async () => {
    const texts = broken.flatMap(([, whole, spoiled]) => [whole, spoiled]);
    refused = await refusedIn([bootstrap, ...texts]);
  });

  it('takes every statement of bootstrap_raw.sql', () => {
    expect(refused[0]).toEqual([]);
  });

  it.each(broken.map(([kind], index) => [kind, index] as const))(
    'takes %s as it stands and refuses it spoiled',
    (_, index) => {
      expect(broken[index]?.[2]).not.toBe(broken[index]?.[1]);
      expect(refused[1 + 2 * index]).toEqual([]);
      expect(refused[2 + 2 * index]).not.toEqual([]);
    },
  );
});

it('says in README all that is not proven', () => {
  const readme = readFileSync(path.join(projectRoot, 'README.md'), 'utf8');
  expect(notProven.filter((line) => !readme.includes(line))).toEqual([]);
});
