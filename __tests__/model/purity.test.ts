import { rm } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { createContext, runInContext } from 'node:vm';
import { join } from 'node:path';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectCopy, type ProjectCopy } from '../support/project-copy.ts';
import { recordedEvents } from '../support/recordings.ts';
import { projectRoot } from '../support/small-clone.ts';
import { sha256 } from '../../cli/program.ts';

describe('the model in a browser', () => {
  let code = '';
  let imported: ReadonlyArray<string> = [];
  beforeAll(async () => {
    const built = (await build({
      root: projectRoot,
      configFile: false,
      logLevel: 'silent',
      build: {
        write: false,
        minify: false,
        lib: { entry: join(projectRoot, 'model/index.ts'), formats: ['iife'], name: 'model' },
      },
    })) as ReadonlyArray<Rolldown.RolldownOutput>;
    const chunks = built.flatMap(({ output }) => output.filter((file) => file.type === 'chunk'));
    code = chunks.map((chunk) => chunk.code).join('\n');
    imported = chunks.flatMap((chunk) => [...chunk.imports, ...chunk.moduleIds]);
  });

  it('is one bundle of the model, io-ts and fp-ts, with nothing of Node', () => {
    expect(imported.some((name) => name.endsWith('model/index.ts'))).toBe(true);
    const others = imported.filter((name) => !/\/model\/|node_modules\/(io-ts|fp-ts)\//.test(name));
    expect(others.filter((name) => !name.startsWith('\0'))).toStrictEqual([]);
    const nodes = builtinModules.filter((name) => others.some((each) => each.includes(name)));
    expect(nodes).toStrictEqual([]);
    expect(code).not.toMatch(/\brequire\(|\bprocess\.|\bBuffer\b|__vite-browser-external/);
  });

  it('decodes a recorded frame where there is nothing but the language and text to bytes', () => {
    const frame = recordedEvents('session-a')[4]?.raw ?? '';
    const context = createContext({ TextEncoder, TextDecoder, btoa, frame, sha256 });
    const tags: unknown = JSON.parse(
      String(
        runInContext(
          `${code};JSON.stringify(model.decodeFrame(new TextEncoder().encode(frame), sha256).map(({ tag, key }) => [tag, key]))`,
          context,
        ),
      ),
    );
    const keys = Object.keys(JSON.parse(frame) as object);
    const blocks = (JSON.parse(frame) as { readonly blocks: ReadonlyArray<unknown> }).blocks;
    expect(tags).toStrictEqual(
      keys.flatMap((key) =>
        key === 'blocks' ? blocks.map(() => ['accepted', key]) : [['ignored', key]],
      ),
    );
  });
});

interface Cruised {
  readonly summary: {
    readonly violations: ReadonlyArray<{
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }>;
  };
}

/** Where an import stands that breaks an arrow, what it imports, and the rule it breaks. */
const breaches = [
  ['model/outcome.ts', `import 'node:fs';`, 'model-stands-alone'],
  ['model/streams.ts', `import 'fs';`, 'model-stands-alone'],
  ['model/catalogue.ts', `import type {} from '../cli/command.ts';`, 'model-stands-alone'],
  ['model/decode.ts', `import type {} from 'uuid';`, 'model-stands-alone'],
  [
    'simulator/fees.ts',
    `import type { Line } from '@bitcoin-pipeline/model'; export type L = Line;`,
    'simulator-knows-nothing-of-ours',
  ],
  [
    'simulator/pools.ts',
    `import type { Line } from '../model/index.ts'; export type L = Line;`,
    'simulator-knows-nothing-of-ours',
  ],
  [
    'dashboard/server/view.ts',
    `import '../../listener/times.ts';`,
    'dashboard-meets-the-others-in-data',
  ],
  [
    'dashboard/layout/words.ts',
    `import type {} from '../../poller/course.ts';`,
    'dashboard-meets-the-others-in-data',
  ],
  ['warehouse/query.ts', `import '../cli/say.ts';`, 'nothing-imports-tests-or-cli'],
  [
    'warehouse/ledger.ts',
    `import type {} from '../lake/fault.ts';`,
    'warehouse-imports-model-only',
  ],
  ['lake/read.ts', `import '../sources/rest/get.ts';`, 'lake-imports-model-only'],
  ['sources/rest/get.ts', `import '../../lake/fault.ts';`, 'sources-imports-model-only'],
  ['listener/times.ts', `import '../poller/course.ts';`, 'listener-meets-the-others-in-data'],
  ['poller/course.ts', `import '../listener/times.ts';`, 'poller-meets-the-others-in-data'],
  ['poller/run.ts', `import '../simulator/random.ts';`, 'poller-meets-the-others-in-data'],
  [
    'dbt/generate/yaml.ts',
    `import '../../dashboard/layout/words.ts';`,
    'dbt-meets-the-others-in-data',
  ],
  ['dashboard/page/time.ts', `import '../../warehouse/tables.ts';`, 'page-runs-in-a-browser'],
  ['dashboard/page/store.ts', `import 'node:os';`, 'page-imports-nothing-of-node'],
  ['dashboard/page/asked.ts', `import '../server/security.ts';`, 'page-runs-in-a-browser'],
  ['lake/fault.ts', `import 'fast-check';`, 'not-to-dev-dep'],
  ['cli/say.ts', `import '../__tests__/support/identity.ts';`, 'commands-not-to-tests'],
  ['stacks/names.ts', `import '@cdktf/provider-aws';`, 'bindings-by-deep-imports'],
  ['main.ts', `import type {} from '@cdktf/provider-snowflake';`, 'bindings-by-deep-imports'],
  ['stacks/network-stack.ts', `import type {} from 'cdktf';`, 'one-importer-of-cdktf'],
  ['stacks/storage-stack.ts', `import type {} from 'constructs';`, 'one-importer-of-cdktf'],
  [
    'stacks/poller-stack.ts',
    `import '../poller/course.ts';`,
    'stacks-know-the-model-and-configurations',
  ],
  ['listener/times.ts', `import type {} from '../stacks/names.ts';`, 'stacks-only-from-main'],
] as const;

describe('the arrows between the folders', () => {
  let copy: ProjectCopy;
  const cruise = async (): Promise<Cruised['summary']['violations']> => {
    const depcruise = 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs';
    const args = [depcruise, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', '.'];
    const { out, err } = await copy.node(args);
    if (out === '') throw new Error(err);
    return (JSON.parse(out) as Cruised).summary.violations;
  };
  beforeAll(() => {
    copy = projectCopy([
      'model',
      'cli',
      'lake',
      'listener',
      'poller',
      'sources',
      'warehouse',
      'simulator',
      'dashboard',
      'dbt',
      'stacks',
      'main.ts',
      '__tests__/support/identity.ts',
      '.dependency-cruiser.cjs',
    ]);
  });
  afterAll(() => rm(copy.folder, { recursive: true, force: true }));

  it('are each told when they are broken', async () => {
    for (const [file, line] of breaches) copy.write(file, `${line}\n${copy.read(file)}`);
    const found = (await cruise()).map(({ from, rule }) => `${from} ${rule.name}`);
    for (const [file, line, rule] of breaches) expect(found, line).toContain(`${file} ${rule}`);
  });
});
