import { existsSync } from 'node:fs';
import { cp, readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as model from '@bitcoin-pipeline/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser } from '../../support/browser.ts';
import { installModel, type InstalledModel } from '../../support/package/installed.ts';
import { bundle, onStrictPages } from '../../support/package/strict-page.ts';
import { fixture, fixtures } from '../../support/recordings.ts';
import { projectRoot } from '../../support/small-clone.ts';

let installed: InstalledModel;
beforeAll(async () => {
  installed = await installModel();
});
afterAll(() => installed?.remove());

/** Sorted names of what a folder holds, without npm's own. */
const namesIn = async (folder: string): Promise<ReadonlyArray<string>> =>
  (await readdir(folder)).filter((name) => !name.startsWith('.')).toSorted();

describe('installed into an empty project, the package', () => {
  it('brings its two dependencies and nothing else', async () => {
    const packages = join(installed.folder, 'node_modules');
    expect(await namesIn(packages)).toStrictEqual(['@bitcoin-pipeline', 'fp-ts', 'io-ts']);
    expect(await namesIn(join(packages, '@bitcoin-pipeline'))).toStrictEqual(['model']);
    expect(installed.asked.toSorted()).toStrictEqual(['fp-ts', 'io-ts']);
  });

  it('has compiled modules, each with its types and map, and no sources, tests or examples', async () => {
    const names = await readdir(installed.home, { recursive: true });
    const files = names.filter((name) => /\.[a-z]+$/.test(name) && !name.startsWith('schema'));
    const modules = files.filter((name) => name.endsWith('.js'));
    const expected = modules.flatMap((name) => [name, `${name}.map`, name.replace(/js$/, 'd.ts')]);
    expect(modules.length).toBeGreaterThan(50);
    expect(files.toSorted()).toStrictEqual([...expected, 'README.md', 'package.json'].toSorted());
    expect(names).toContain('LICENSE');
    for (const name of modules.map((each) => each.replace(/js$/, 'd.ts')))
      expect(await readFile(join(installed.home, name), 'utf8'), name).not.toMatch(
        /['"]\.[^'"]*\.ts['"]/,
      );
  });

  it('exports only files that are there, types first', async () => {
    const text = await readFile(join(installed.home, 'package.json'), 'utf8');
    const { exports, main, types, ...manifest } = JSON.parse(text) as Record<string, unknown> & {
      readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
      readonly main: string;
      readonly types: string;
    };
    expect(manifest).toMatchObject({ type: 'module', sideEffects: false, license: 'MIT' });
    expect(manifest).not.toHaveProperty('devDependencies');
    expect(Object.keys(exports['.'] ?? {})).toStrictEqual(['types', 'default']);
    const targets = Object.values(exports).flatMap((target) =>
      typeof target === 'string' ? [target] : Object.values(target),
    );
    for (const target of [main, types, ...targets.filter((each) => !each.includes('*'))])
      expect(existsSync(join(installed.home, target)), target).toBe(true);
  });

  it('has the JSON Schema of every line', async () => {
    const schemas = await namesIn(join(installed.home, 'schema'));
    expect(schemas).toStrictEqual(model.eventTypes.map((type) => `${type}.json`).toSorted());
    for (const name of schemas)
      expect(await readFile(join(installed.home, 'schema', name), 'utf8')).toBe(
        await readFile(join(projectRoot, 'docs/schema', name), 'utf8'),
      );
  });

  it('is imported by plain Node as an ES module, with all its exports', async () => {
    const program = `import * as model from '@bitcoin-pipeline/model';
      const { events } = model.decode('{"conversions":{"time":0,"USD":5}}');
      console.log(JSON.stringify({ names: Object.keys(model), price: events[0].payload.USD }));`;
    const out = await installed.node(['--input-type=module', '--eval', program]);
    expect(JSON.parse(out)).toStrictEqual({ names: Object.keys(model).toSorted(), price: 5 });
  });
});

const consumer = `import { decode, type EventOf } from '@bitcoin-pipeline/model';
export const heights = (frame: string): ReadonlyArray<number> =>
  decode(frame).events.flatMap((event) =>
    event.type === 'BlockObserved' ? [event.fields.height] : [],
  );
export const poolOf = (frame: Uint8Array): string | null | undefined => {
  const [event] = decode(frame).events;
  return event?.type === 'BlockObserved' ? event.payload.extras?.pool?.name : undefined;
};
export const cause = (gap: EventOf<'GapFound'>): 'socket' | 'other' =>
  gap.cause === 'socket' ? gap.cause : 'other';
`;
/** What the examples read. */
const recorded = [
  `${fixtures}mainnet-2026-09-19/ws_block.json`,
  `${fixtures}regtest-real-backend/session-d-large.ndjson`,
  join(fixtures, '../golden/two-epochs-one-gap.ndjson'),
];
/** A mistake in each line but the first and the third. */
const mistakes = `import { decode } from '@bitcoin-pipeline/model';
decode(1);
for (const event of decode('').events) {
  event.fields.height;
  if (event.type === 'BlockMined') break;
  if (event.type === 'ConversionsQuoted') event.payload.USD.trim();
  if (event.type === 'ConversionsQuoted') event.fields.payloadSha256;
}
`;
/** TypeScript's own numbers: argument not assignable, no such property, no overlap. */
const faults = [
  'mistakes.ts(2,8): error TS2345',
  'mistakes.ts(4,16): error TS2339',
  'mistakes.ts(5,7): error TS2367',
  'mistakes.ts(6,61): error TS2339',
  'mistakes.ts(7,56): error TS2339',
];

describe('compiled against its types', () => {
  const examples = join(projectRoot, 'model/examples');
  let names: ReadonlyArray<string> = [];
  beforeAll(async () => {
    names = await namesIn(examples);
    await cp(examples, installed.folder, { recursive: true });
    await installed.write('consumer.ts', consumer);
    await installed.write('mistakes.ts', mistakes);
  });
  /** Where the compiler found what; its explanations are left out. */
  const said = async (
    options: object,
    more: ReadonlyArray<string>,
  ): Promise<ReadonlyArray<string>> =>
    (await installed.tsc(options, ['consumer.ts', 'mistakes.ts', ...more]))
      .filter((line) => !line.startsWith(' '))
      .map((line) => line.split(': ', 2).join(': '));

  it('a program that uses it well passes and each mistake is refused; its declarations are checked too', async () => {
    const options = { module: 'esnext', moduleResolution: 'bundler', noEmit: true };
    expect(await said(options, [])).toStrictEqual(faults);
  });

  it('resolved by the rules of Node it is the same, and the examples print what the README says', async () => {
    const options = { module: 'nodenext', types: ['node'], skipLibCheck: true };
    expect(await said(options, names)).toStrictEqual(faults);

    const readme = await readFile(join(installed.home, 'README.md'), 'utf8');
    for (const file of recorded) await cp(file, join(installed.folder, basename(file)));
    expect(names.length).toBeGreaterThan(3);
    for (const name of names) {
      const source = await installed.read(name);
      const [, after] = readme.split(`\`\`\`ts\n${source}\`\`\`\n\n\`\`\`console\n$ node `);
      const [command = '', ...printed] = after?.split('```', 1)[0]?.split('\n') ?? [];
      const args = command.split(' ');
      expect(args[0], `${name} in the README`).toBe(name.replace(/ts$/, 'js'));
      expect(await installed.node(args), name).toBe(printed.join('\n'));
    }
  });
});

describe('bundled for a browser', () => {
  let code = '';
  beforeAll(async () => {
    code = await bundle(installed);
  });

  it('has nothing of Node in it, and nothing that makes code of text', () => {
    expect(code).toContain('projected-block-transactions');
    expect(code).not.toMatch(/\brequire\(|\bprocess\.|\bBuffer\b|node:|__vite-browser-external/);
    expect(code).not.toMatch(/\beval\b|\bnew Function\b|\bFunction\(/);
  });

  it.skipIf(!hasBrowser)(
    'decodes a recorded frame on a page that runs its own scripts only and refuses eval',
    async () => {
      const frame = fixture('mainnet-2026-09-19/ws_block.json').toString();
      const { decoding, evaluating } = await onStrictPages(code, frame);
      expect(decoding.complaints).toStrictEqual([]);
      expect(JSON.parse(decoding.told)).toStrictEqual([
        ['BlockObserved', 967732],
        ['NextBlockSnapshotTaken', 6],
      ]);
      expect(evaluating.told).toBe('');
      expect(evaluating.complaints.join('\n')).toContain('unsafe-eval');
    },
  );
});
