import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { program } from '../../scripts/setup/built.mjs';
import { version } from '../../cli/program.ts';
import { projectCopy, type ProjectCopy } from '../support/project-copy.ts';
import { projectRoot } from '../support/small-clone.ts';

const BUILD = `const { build, program } = await import('./scripts/setup/built.mjs');
await build(program, new AbortController().signal);`;

describe('the program on a machine that lacks something', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'not-set-up-'));
    for (const part of ['scripts', 'cli/bin.mjs'])
      cpSync(join(projectRoot, part), join(folder, part), { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const told = (...nodeFlags: ReadonlyArray<string>) => {
    const args = [...nodeFlags, join(folder, 'cli/bin.mjs'), '--version'];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    return { status, stdout, stderr };
  };

  it('says in one line that nothing is installed yet', () => {
    expect(told()).toStrictEqual({
      status: 1,
      stdout: '',
      stderr:
        'bitcoin-pipeline: What it needs is not installed: run npm start or npm run setup once.\n',
    });
  });

  it('says in one line that Node is too old', () => {
    const older = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } })`;
    expect(told('--import', `data:text/javascript,${encodeURIComponent(older)}`).stderr).toMatch(
      /^bitcoin-pipeline: Node 18\.20\.4 is too old: 20\.19 or newer is needed.*\n$/,
    );
  });
});

describe('the built program', () => {
  let copy: ProjectCopy;
  const path = (name: string): string => join(copy.folder, name);
  const versionTold = () => copy.node(['cli/bin.mjs', '--version']);

  beforeAll(async () => {
    copy = projectCopy(['scripts', ...program.sources]);
    expect(await versionTold(), 'before it is built').toStrictEqual({
      code: 0,
      out: `${version}\n`,
      err: '',
    });
    copy.write('build.mjs', BUILD);
    expect(await copy.node(['build.mjs'])).toStrictEqual({ code: 0, out: '', err: '' });
  });
  afterAll(() => copy.remove());

  it('is made of nothing that is not looked at for changes', () => {
    const maps = readdirSync(path('.program')).filter((name) => name.endsWith('.map'));
    const sources = maps.flatMap((name) => {
      const map = JSON.parse(readFileSync(path(`.program/${name}`), 'utf8')) as {
        readonly sources: ReadonlyArray<string>;
      };
      return map.sources.map((source) => relative(copy.folder, resolve(path('.program'), source)));
    });
    const own = sources.filter(
      (source) => !source.includes('node_modules/') && source.endsWith('.ts'),
    );
    expect(own.length).toBeGreaterThan(200);
    const unseen = own.filter(
      (source) => !program.sources.some((folder) => source.startsWith(`${folder}/`)),
    );
    expect(unseen).toEqual([]);
  });

  it('runs, until a source is another than it was made of', async () => {
    appendFileSync(path('.program/main.js'), "\nconsole.log('built');\n");
    expect(await versionTold()).toStrictEqual({ code: 0, out: `built\n${version}\n`, err: '' });
    copy.write('model/dist/index.js', 'made from the model, not of it');
    expect((await versionTold()).out).toBe(`built\n${version}\n`);
    appendFileSync(path('model/index.ts'), '\n');
    expect(await versionTold()).toStrictEqual({ code: 0, out: `${version}\n`, err: '' });
  });
});
