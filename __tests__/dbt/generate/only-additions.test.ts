import { afterAll, beforeAll, expect, it } from 'vitest';
import { projectCopy, type ProjectCopy } from '../../support/project-copy.ts';

const codec = 'model/events/block-observed.ts';
const field = `    sizeBytes: inFragment(['size'], CountColumn, 'Serialised size in bytes.'),\n`;
const committed = ['dbt/sql/raw_duckdb.sql', 'dbt/sql/bootstrap_raw.sql'] as const;
const round =
  'or make a new stream version (a new table with a prefix and a pipe of its own) with a view for the old one';

let copy: ProjectCopy;
let before: ReadonlyArray<string> = [];
beforeAll(() => {
  copy = projectCopy(['model', 'dbt', 'docs']);
  before = committed.map((file) => copy.read(file));
});
afterAll(() => copy.remove());

it('refuses a column that is gone from the model or of another type: named with its table and the choices, nothing written', async () => {
  copy.edit(codec, field, '');
  copy.edit(codec, `CountColumn, 'Weight`, `TextColumn, 'Weight`);
  copy.edit(codec, 'import { CountColumn,', 'import { CountColumn, TextColumn,');
  expect(await copy.node(['dbt/generate/index.ts'])).toStrictEqual({
    code: 1,
    out: '',
    err: `column size_bytes of raw.block_metadata is gone from the model: keep the field, nullable, ${round}
column weight of raw.block_metadata was BIGINT and is VARCHAR in the model: keep its type and give the new one a field of its own, nullable, ${round}
`,
  });
  expect(committed.map((file) => copy.read(file))).toStrictEqual(before);
});

it('refuses to compare with a committed file that is broken', async () => {
  copy.write(committed[0], before[0]?.slice(0, -9) ?? '');
  const { code, err } = await copy.node(['dbt/generate/index.ts', '--check']);
  expect(code).toBe(1);
  expect(err).toMatch(/^dbt\/sql\/raw_duckdb\.sql line \d+: the statement is cut short; /);
});
