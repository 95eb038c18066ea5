import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probeCopy, projectCopy, type Probed, type ProjectCopy } from '../support/project-copy.ts';
import { recordedEvents } from '../support/recordings.ts';
import { projectRoot } from '../support/small-clone.ts';

const page = readFileSync(join(projectRoot, 'docs/add-an-event.md'), 'utf8');
const words = [...page.matchAll(/`([^`\n]+)`/g)].map(([, word = '']) => word);

describe('the page', () => {
  it('names only files and folders that are there', () => {
    const paths = words.filter((word) => /^[\w.-]+(\/[\w.-]+)+\/?$/.test(word));
    expect(paths.length).toBeGreaterThan(4);
    expect(paths.filter((path) => !existsSync(join(projectRoot, path)))).toStrictEqual([]);
  });

  it('names only commands that are there', () => {
    const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    const commands = words.flatMap((word) => /^npm run (\S+)$/.exec(word)?.[1] ?? []);
    expect(commands.length).toBeGreaterThan(2);
    expect(commands.filter((command) => scripts[command] === undefined)).toStrictEqual([]);
  });
});

const event = `
import { CountColumn, Instant } from '../codec/units.ts';
import { defineEvent } from './definition.ts';
import { inFragment } from './field.ts';

/** Source: \`da\`. */
export const DifficultyAdjusted = defineEvent({
  name: 'DifficultyAdjusted',
  stream: 'block-metadata',
  schemaVersion: 1,
  description: 'One row per message on the coming change of difficulty; the payload holds it as sent.',
  fields: {
    remainingBlocks: inFragment(['remainingBlocks'], CountColumn, 'Blocks until it changes.'),
    previousChangeAt: inFragment(['previousTime'], Instant, 'When it last changed.'),
  },
});
`;

const layout = 'model/wire/mempool/2024-04/layout.ts';

/** The steps of the page by hand, each for itself. */
const steps = {
  file: (copy: ProjectCopy) => copy.write('model/events/difficulty-adjusted.ts', event),
  catalogue: (copy: ProjectCopy) => {
    copy.edit(
      'model/catalogue.ts',
      `import { EpochClosed }`,
      `import { DifficultyAdjusted } from './events/difficulty-adjusted.ts';\nimport { EpochClosed }`,
    );
    copy.edit(
      'model/catalogue.ts',
      '  FragmentRejected,\n}',
      '  FragmentRejected,\n  DifficultyAdjusted,\n}',
    );
  },
  reading: (copy: ProjectCopy) => {
    copy.edit(
      layout,
      `  BlockObserved: Block,\n`,
      `  BlockObserved: Block,\n  DifficultyAdjusted: t.type({ remainingBlocks: t.Integer }),\n`,
    );
    copy.edit(
      layout,
      `  ['block', 'BlockObserved'],\n`,
      `  ['block', 'BlockObserved'],\n  ['da', 'DifficultyAdjusted'],\n`,
    );
  },
  given: (copy: ProjectCopy) =>
    copy.edit(
      'listener/interest.ts',
      `    case 'ConversionsQuoted':\n      return {};`,
      `    case 'ConversionsQuoted':\n    case 'DifficultyAdjusted':\n      return {};`,
    ),
  arbitrary: (copy: ProjectCopy) =>
    copy.edit(
      '__tests__/support/arbitraries.ts',
      '  EpochOpened: record(',
      '  DifficultyAdjusted: record({ remainingBlocks: count, previousChangeAt: instant }),\n  EpochOpened: record(',
    ),
};

/** What the type check says of model, listener, generator and arbitraries. */
const typeFaults = async (copy: ProjectCopy): Promise<string> => {
  copy.write(
    'tsconfig.part.json',
    JSON.stringify({
      extends: './tsconfig.json',
      include: ['model/**/*.ts', 'listener/**/*.ts', 'dbt/generate/*.ts', '__tests__/**/*.ts'],
    }),
  );
  return (await copy.node(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.part.json'])).out;
};

const frame = recordedEvents('session-a')[2]?.raw ?? '';

describe('the list, walked for an event of the key da', () => {
  let copy: ProjectCopy;
  let faultsWithoutOthers = '';
  let faults = '';
  let notGenerated = '';
  let probed: Probed;

  beforeAll(async () => {
    copy = projectCopy([
      'model',
      'dbt',
      'listener',
      'lake',
      'sources',
      'docs/schema',
      '__tests__/support/arbitraries.ts',
    ]);
    steps.file(copy);
    steps.catalogue(copy);
    faultsWithoutOthers = await typeFaults(copy);
    steps.reading(copy);
    steps.given(copy);
    steps.arbitrary(copy);
    faults = await typeFaults(copy);
    notGenerated = (await copy.node(['dbt/generate/index.ts', '--check'])).err;
    await copy.node(['dbt/generate/index.ts']);
    probed = await probeCopy(copy, [frame]);
  });
  afterAll(() => copy.remove());

  it('does not compile without the wire codec, what is given and the arbitrary', () => {
    expect(faultsWithoutOthers).toMatch(/layout\.ts.*Property 'DifficultyAdjusted' is missing/);
    expect(faultsWithoutOthers).toMatch(
      /listener\/interest\.ts.*Not all code paths return a value/,
    );
    expect(faultsWithoutOthers).toMatch(
      /arbitraries\.ts.*Property 'DifficultyAdjusted' is missing/,
    );
  });

  it('compiles with all of it', () => expect(faults).toBe(''));

  it('is told of what is not generated yet', () => {
    for (const said of [
      'dbt/sql/raw_duckdb.sql differs from what the model makes',
      'dbt/sql/bootstrap_raw.sql differs from what the model makes',
      'dbt/models/staging/_mempool__sources.gen.yml differs from what the model makes',
      'dbt/models/staging/stg_mempool__difficulty_adjusted.sql is missing',
      'docs/schema/DifficultyAdjusted.json is missing',
    ])
      expect(notGenerated).toContain(said);
  });

  it('generates columns, staging model, descriptions and schema', () => {
    expect(copy.read('dbt/sql/raw_duckdb.sql')).toContain(
      'ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS remaining_blocks BIGINT;',
    );
    expect(copy.read('dbt/sql/bootstrap_raw.sql')).toContain('PREVIOUS_CHANGE_AT TIMESTAMP_NTZ(3)');
    expect(copy.read('dbt/models/staging/_mempool__sources.gen.yml')).toContain(
      '- DifficultyAdjusted',
    );
    const staging = copy.read('dbt/models/staging/stg_mempool__difficulty_adjusted.sql');
    expect(staging).toContain("where event_type = 'DifficultyAdjusted'");
    expect(staging).toContain('    remaining_blocks,');
    expect(staging).not.toContain('block_hash');
    expect(JSON.parse(copy.read('docs/schema/DifficultyAdjusted.json'))).toMatchObject({
      title: 'DifficultyAdjusted',
      properties: { remaining_blocks: { type: 'integer' } },
    });
  });

  it('makes a line of a recorded frame', () => {
    const { da } = JSON.parse(frame) as {
      readonly da: { readonly remainingBlocks: number; readonly previousTime: number };
    };
    const lines = (probed.lines[0] ?? []).map((line) => JSON.parse(line) as object);
    expect(
      lines.filter((line) => 'event_type' in line && line.event_type === 'DifficultyAdjusted'),
    ).toMatchObject([
      {
        path: 'da',
        remaining_blocks: da.remainingBlocks,
        previous_change_at: new Date(da.previousTime * 1000).toISOString(),
        payload: da,
      },
    ]);
  });
});
