import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probeCopy, projectCopy, type Probed, type ProjectCopy } from '../support/project-copy.ts';
import { recordedEvents } from '../support/recordings.ts';

interface RecordedBlock {
  readonly id: string;
  readonly mediantime: number;
}

/** A frame with eight blocks, as it was received. */
const recorded = recordedEvents('session-a')[4]?.raw ?? '';
const recordedBlocks = (JSON.parse(recorded) as { readonly blocks: ReadonlyArray<RecordedBlock> })
  .blocks;

/** A frame with one block of the recorded ones, changed. */
const changed = (change: object): string =>
  JSON.stringify({ block: { ...recordedBlocks[0], ...change } });

const frames = [
  recorded,
  changed({ mediantime: undefined }),
  changed({ mediantime: '1795239122' }),
];

const codec = 'model/events/block-observed.ts';
const before = `    sizeBytes: inFragment(['size'], CountColumn, 'Serialised size in bytes.'),\n`;
const field = `    medianTime: inFragment(['mediantime'], Instant, 'Median clock of eleven blocks.'),\n`;

const generatedFiles = [
  'dbt/sql/raw_duckdb.sql',
  'dbt/sql/bootstrap_raw.sql',
  'dbt/models/staging/_mempool__sources.gen.yml',
  'dbt/models/staging/_mempool__models.gen.yml',
  'dbt/models/staging/stg_mempool__block_observed.sql',
  'docs/schema/BlockObserved.json',
] as const;

/** The lines of a text that another lacks. */
const added = (text: string, earlier: string): ReadonlyArray<string> => {
  const known = new Set(earlier.split('\n'));
  return text.split('\n').filter((line) => !known.has(line));
};

describe('one field added to one codec, and nothing else by hand', () => {
  let copy: ProjectCopy;
  let without: Probed;
  let withField: Probed;
  let files: Readonly<Record<string, { readonly old: string; readonly now: string }>> = {};

  beforeAll(async () => {
    copy = projectCopy(['model', 'dbt', 'listener', 'docs/schema']);
    without = await probeCopy(copy, frames);
    const old = generatedFiles.map((file) => copy.read(file));
    copy.edit(codec, before, before + field);
    const generator = await copy.node(['dbt/generate/index.ts']);
    expect(generator.err).toMatch(/^\d+ files written from the model\n$/);
    files = Object.fromEntries(
      generatedFiles.map((file, at) => [file, { old: old[at] ?? '', now: copy.read(file) }]),
    );
    withField = await probeCopy(copy, frames);
  });
  afterAll(() => copy.remove());

  const addedTo = (file: (typeof generatedFiles)[number]): ReadonlyArray<string> =>
    added(files[file]?.now ?? '', files[file]?.old ?? '');

  it('is now asked of a block by the decoder, which still takes the recorded ones', () => {
    const tags = ({ outcomes }: Probed) =>
      outcomes.map((frame) => frame.find(({ key }) => key === 'blocks' || key === 'block'));
    expect(tags(without)).toMatchObject([
      { tag: 'accepted' },
      { tag: 'accepted' },
      { tag: 'rejected' },
    ]);
    expect(tags(withField)).toMatchObject([
      { tag: 'accepted' },
      { tag: 'rejected', valuePath: 'mediantime' },
      { tag: 'rejected', valuePath: 'mediantime' },
    ]);
    expect(withField.outcomes[0]).toStrictEqual(without.outcomes[0]);
  });

  it('stands in the line before the payload, with the value of the recorded block', () => {
    const lines = withField.lines[0] ?? [];
    expect(lines).toHaveLength(recordedBlocks.length);
    for (const [at, { id, mediantime }] of recordedBlocks.entries()) {
      const [head = '', payload] = (lines[at] ?? '').split(',"payload":');
      expect(head).toContain(`"block_hash":"${id}"`);
      expect(head).toContain(`"median_time":"${new Date(mediantime * 1000).toISOString()}"`);
      expect(payload).toBe(without.lines[0]?.[at]?.split(',"payload":')[1]);
    }
  });

  it('is a column of both DDLs: of a new table, and added to one that is there', () => {
    expect(addedTo('dbt/sql/raw_duckdb.sql')).toStrictEqual([
      '  median_time TIMESTAMP,',
      'ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS median_time TIMESTAMP;',
      "COMMENT ON COLUMN raw.block_metadata.median_time IS 'Median clock of eleven blocks.';",
    ]);
    expect(addedTo('dbt/sql/bootstrap_raw.sql')).toStrictEqual([
      "  MEDIAN_TIME TIMESTAMP_NTZ(3) COMMENT 'Median clock of eleven blocks.',",
      "ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS MEDIAN_TIME TIMESTAMP_NTZ(3) COMMENT 'Median clock of eleven blocks.';",
    ]);
  });

  it('is in the dbt source and in the staging model, described and never null', () => {
    const described = /name: median_time\n +description: "Median clock of eleven blocks\."\n/g;
    for (const file of [
      'dbt/models/staging/_mempool__sources.gen.yml',
      'dbt/models/staging/_mempool__models.gen.yml',
    ] as const)
      expect(files[file]?.now.match(described)).toHaveLength(1);
    expect(addedTo('dbt/models/staging/_mempool__sources.gen.yml')).toContainEqual(
      expect.stringMatching(/^ +- median_time$/),
    );
    expect(addedTo('dbt/models/staging/stg_mempool__block_observed.sql')).toStrictEqual([
      '    median_time,',
    ]);
  });

  it('is in the JSON Schema, and required there', () => {
    const schema = JSON.parse(files['docs/schema/BlockObserved.json']?.now ?? '') as {
      readonly properties: Readonly<Record<string, unknown>>;
      readonly required: ReadonlyArray<string>;
    };
    expect(schema.properties['median_time']).toStrictEqual({
      description: 'Median clock of eleven blocks.',
      type: 'string',
      format: 'date-time',
    });
    expect(schema.required).toContain('median_time');
  });

  it('leaves the statements that load as they are, which fill the widened table with it', async () => {
    expect(withField.loads).toStrictEqual(without.loads);

    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const load = async (probed: Probed): Promise<void> => {
      const [line = ''] = probed.lines[0] ?? [];
      await connection.run('TRUNCATE lake_lines');
      await connection.run('INSERT INTO lake_lines VALUES ($1, 1, $2)', ['object', line.trimEnd()]);
      await connection.run(without.loads['block_metadata']?.[0] ?? '');
    };
    await connection.run('CREATE SCHEMA raw');
    await connection.run('CREATE TABLE lake_lines (_file VARCHAR, _file_row BIGINT, line VARCHAR)');
    for (const statement of without.ddl['block_metadata'] ?? []) await connection.run(statement);
    await load(without);
    for (const statement of withField.ddl['block_metadata'] ?? []) await connection.run(statement);
    await load(withField);
    const rows = await connection.runAndReadAll(
      'SELECT epoch_ms(median_time)::VARCHAR FROM raw.block_metadata ORDER BY median_time NULLS FIRST',
    );
    expect(rows.getRows()).toStrictEqual([
      [null],
      [String((recordedBlocks[0]?.mediantime ?? 0) * 1000)],
    ]);
    connection.closeSync();
    instance.closeSync();
  });

  it('may not share its name with a field of another type in the same stream', async () => {
    copy.edit(
      'model/events/next-block-changed.ts',
      '    ...projectedFields,\n',
      `    ...projectedFields,\n    blockIndex: inFragment(['index'], TextColumn, 'Retyped.'),\n`,
    );
    copy.edit(
      'model/events/next-block-changed.ts',
      'import { given }',
      'import { given, inFragment }',
    );
    copy.edit(
      'model/events/next-block-changed.ts',
      'import { CountColumn }',
      'import { CountColumn, TextColumn }',
    );
    const { code, err } = await copy.node(['dbt/generate/index.ts', '--check']);
    expect(code).toBe(1);
    expect(err).toContain('column block_index is integer in one event and text in another');
  });
});
