import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeDocs } from '../../dbt/docs/write-docs.ts';
import { hasBrowser, launchOptions } from '../support/browser.ts';
import { dbtProject, dbtPython } from '../support/dbt-warehouse.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
const out = path.join(folder, 'out');

const Described = t.type({ description: t.string });
const Node = t.intersection([
  Described,
  t.type({ name: t.string, resource_type: t.string, columns: t.record(t.string, Described) }),
]);
const Manifest = t.type({
  nodes: t.record(t.string, t.UnknownRecord),
  exposures: t.record(
    t.string,
    t.type({ name: t.string, depends_on: t.type({ nodes: t.array(t.string) }) }),
  ),
});
const Catalog = t.type({ nodes: t.record(t.string, t.type({ columns: t.UnknownRecord })) });

const decoded = <A>(codec: t.Type<A, unknown>, value: unknown): A => {
  const read = codec.decode(value);
  if (E.isRight(read)) return read.right;
  throw new Error('dbt wrote another shape than expected');
};
const written = <A>(codec: t.Type<A, unknown>, file: string): A =>
  decoded(codec, JSON.parse(readFileSync(path.join(folder, 'target', file), 'utf8')));

interface Model {
  readonly name: string;
  readonly layer: string;
  readonly description: string;
  readonly described: ReadonlyArray<string>;
  readonly columns: ReadonlyArray<string>;
}

const modelsOf = (): ReadonlyArray<Model> => {
  const { nodes: inTables } = written(Catalog, 'catalog.json');
  return Object.entries(written(Manifest, 'manifest.json').nodes).flatMap(([id, node]) => {
    if (node['resource_type'] !== 'model') return [];
    const { name, description, columns } = decoded(Node, node);
    return [
      {
        name,
        layer: String(node['schema']),
        description,
        described: Object.entries(columns)
          .filter(([, column]) => column.description.trim() !== '')
          .map(([column]) => column)
          .sort(),
        columns: Object.keys(inTables[id]?.columns ?? {}).sort(),
      },
    ];
  });
};

let models: ReadonlyArray<Model> = [];
beforeAll(async () => {
  const fault = await writeDocs({
    python: dbtPython(),
    projectDir: dbtProject,
    folder,
    out,
    say: () => undefined,
  });
  expect(fault).toBeNull();
  models = modelsOf();
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the pages about the tables', () => {
  it('tell of every model what a row of it is', () => {
    expect(models.length).toBeGreaterThan(40);
    expect(
      models.filter(({ description }) => !description.startsWith('One row per')).map((m) => m.name),
    ).toEqual([]);
  });

  it('describe every column that a table has, and none that it has not', () => {
    for (const { name, described, columns } of models)
      expect({ name, described }).toEqual({ name, described: columns });
  });

  it('say which tables the page of a running pipeline reads', () => {
    const { exposures } = written(Manifest, 'manifest.json');
    const dashboard = Object.values(exposures).find(({ name }) => name === 'dashboard');
    const server = path.join(root, 'dashboard/server');
    const read = readdirSync(server, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [
        ...readFileSync(path.join(server, file), 'utf8').matchAll(
          /\b(?:from|join) (?:gold|silver)\.(\w+)/gi,
        ),
      ])
      .map(([, table]) => `model.bitcoin_pipeline.${table}`);
    expect(read.length).toBeGreaterThan(0);
    expect(dashboard?.depends_on.nodes.toSorted()).toEqual([...new Set(read)].sort());
  });

  it.runIf(hasBrowser)('are one file that asks nothing of any other place', async () => {
    const browser = await chromium.launch(launchOptions);
    try {
      const page = await browser.newPage();
      const asked: Array<string> = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.goto(
        `${pathToFileURL(path.join(out, 'index.html')).href}#!/model/model.bitcoin_pipeline.next_block_by_minute`,
      );
      await page.getByText('that is over: the next block as it was').first().waitFor();
      expect(asked.filter((url) => /^(?:https?|wss?):/.test(url))).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});

describe('the page of entities', () => {
  const page = readFileSync(path.join(root, 'docs/entities.md'), 'utf8');
  const named = [...page.matchAll(/^ {4}(\w+) \S+ (\w+) : /gm)].flatMap(([, one, other]) => [
    String(one),
    String(other),
  ]);

  it('has every table of silver and gold, and no other', () => {
    const tables = models.filter(({ layer }) => layer !== 'staging').map(({ name }) => name);
    expect([...new Set(named)].sort()).toEqual(tables.toSorted());
  });

  it('names keys that the tables have', () => {
    const rows = [...page.matchAll(/^\| `(\w+)` .*\| ((?:`\w+`(?:, )?)+) +\|$/gm)];
    expect(rows.length).toBeGreaterThan(8);
    for (const [, table, keys] of rows) {
      const columns = models.find(({ name }) => name === table)?.columns ?? [];
      for (const [, key] of String(keys).matchAll(/`(\w+)`/g))
        expect(columns, table).toContain(key);
    }
  });
});
