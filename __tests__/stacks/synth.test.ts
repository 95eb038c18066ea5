import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { builtinModules } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import { parseAst } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { program } from '../../scripts/setup/built.mjs';
import { projectCopy, type ProjectCopy } from '../support/project-copy.ts';
import { projectRoot } from '../support/small-clone.ts';
import { deploymentWith } from '../support/stacks/deployment.ts';
import { readStacks } from '../support/stacks/synthesised.ts';

/** Put before a program: one that asks the network, or starts another program, ends. */
const alone = `data:text/javascript,${encodeURIComponent(`
import net from 'node:net';
import dgram from 'node:dgram';
import child from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
const never = () => { throw new Error('not alone'); };
net.Socket.prototype.connect = never;
dgram.createSocket = never;
child.spawn = child.spawnSync = child.exec = child.execSync = child.execFile = child.execFileSync = child.fork = never;
syncBuiltinESMExports();
`)}`;

const filesIn = (folder: string): ReadonlyArray<string> =>
  (readdirSync(folder, { recursive: true }) as Array<string>)
    .filter((path) => statSync(join(folder, path)).isFile())
    .toSorted();

const contentsOf = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    filesIn(folder).map((path) => [
      path,
      createHash('sha256')
        .update(readFileSync(join(folder, path)))
        .digest('hex'),
    ]),
  );

const parts = ['scripts', 'main.ts', 'stacks', 'deployment.example.json', ...program.sources];
const example = ['--deployment', 'deployment.example.json'];
const home = mkdtempSync(join(tmpdir(), 'home-'));

let copy: ProjectCopy;
let other: ProjectCopy;
const outdir = (): string => join(copy.folder, 'cdktf.out');
const built = (args: ReadonlyArray<string>, env: Readonly<Record<string, string>> = {}) =>
  copy.node(['--import', alone, '.synth/index.cjs', ...args], '', env);

beforeAll(async () => {
  copy = projectCopy(parts);
  other = projectCopy(parts);
  const first = await copy.node(['scripts/synth.mjs', ...example]);
  expect(first).toMatchObject({ code: 0, err: '' });
  // another place, another zone, another day's name of the home folder
  const elsewhere = {
    TZ: 'Pacific/Kiritimati',
    HOME: home,
    CDKTF_OUTDIR: join(other.folder, 'out'),
  };
  const second = await other.node(['scripts/synth.mjs', ...example, '--time'], '', elsewhere);
  expect(second).toMatchObject({ code: 0 });
  expect(second.err).toMatch(/^synthesis \d+ ms; the bindings alone \d+ ms\n$/);
});
afterAll(() => {
  copy.remove();
  other.remove();
  rmSync(home, { recursive: true });
});

describe('the synthesis', () => {
  it('is the same bytes from another folder, zone and user, artifacts included', () => {
    expect(contentsOf(join(other.folder, 'out'))).toStrictEqual(contentsOf(outdir()));
  });

  it('leaves nothing in the home folder', () => {
    expect(readdirSync(home)).toStrictEqual([]);
  });

  it('has no file beside stacks and artifacts', () => {
    const stacks = readdirSync(join(outdir(), 'stacks'));
    const assets = filesIn(outdir()).filter((path) => path.endsWith('.zip'));
    expect(assets).toHaveLength(2);
    expect(filesIn(outdir())).toStrictEqual(
      [
        ...assets,
        ...stacks.map((stack) => `stacks/${stack}/cdk.tf.json`),
        'manifest.json',
      ].toSorted(),
    );
  });

  const texts = (): string =>
    filesIn(outdir())
      .filter((path) => path.endsWith('.json'))
      .map((path) => readFileSync(join(outdir(), path), 'utf8'))
      .join('\n');

  it('has no path of the machine in it', () => {
    for (const path of [copy.folder, projectRoot.replace(/\/$/, ''), tmpdir(), homedir()])
      expect(texts()).not.toContain(`${path}/`);
    expect(texts()).not.toMatch(/"(\/home|\/root|\/Users|\/work|\/builds|[A-Z]:\\)/);
  });

  it('has no secret in it, and no account but that of the deployment', () => {
    expect(texts()).not.toMatch(
      /AKIA|ASIA|BEGIN [A-Z ]*PRIVATE|password|passphrase|secret|private_key/i,
    );
    const numbers = texts().match(/(?<![0-9a-f])\d{12}(?![0-9a-f])/g) ?? [];
    expect([...new Set(numbers)]).toStrictEqual([deploymentWith().awsAccount]);
    const keys = Object.values(readStacks(outdir())).flatMap(({ provider }) =>
      Object.values(provider).flatMap(([settings = {}]) => Object.keys(settings)),
    );
    expect([...new Set(keys)].toSorted()).toStrictEqual([
      'account_name',
      'allowed_account_ids',
      'default_tags',
      'organization_name',
      'params',
      'preview_features_enabled',
      'region',
    ]);
  });

  it('by a file that a variable names takes the place of an earlier one, and leaves what the engine keeps', async () => {
    const before = contentsOf(outdir());
    const write = (path: string): string => {
      mkdirSync(dirname(join(outdir(), path)), { recursive: true });
      writeFileSync(join(outdir(), path), '{}');
      return path;
    };
    write('stacks/poller/assets/artifact/OLD/poller.zip');
    const kept = write('stacks/poller/.terraform/providers');
    const env = { BITCOIN_PIPELINE_DEPLOYMENT: 'deployment.example.json' };
    expect(await built([], env)).toMatchObject({ code: 0, err: '' });
    expect(filesIn(outdir())).toStrictEqual([...Object.keys(before), kept].toSorted());
    rmSync(join(outdir(), 'stacks/poller/.terraform'), { recursive: true });
    expect(contentsOf(outdir())).toStrictEqual(before);
  });

  it('refuses to make up a configuration: all of it is listed, and nothing is written', async () => {
    const output = join(copy.folder, 'none');
    const ended = await built(['--output', output], { BITCOIN_PIPELINE_DEPLOYMENT: '' });
    expect(ended).toMatchObject({ code: 2 });
    expect(ended.err).toContain('"awsAccount": "111122223333", the 12 digits of an AWS account');
    expect(existsSync(output)).toBe(false);
  });

  it('tells how it is used, and so where an option is wrong', async () => {
    const help = await built(['--help'], {});
    expect(help).toMatchObject({ code: 0, err: '' });
    expect(help.out).toMatch(/^Usage: npm run synth -- \[options\]\n[^]*\nExamples:\n/);
    const wrong = await built(['--everything'], {});
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toMatch(/^Unknown option '--everything'\nUsage: /);
  });

  it('is the same by the living fork of cdktf, but for its version', async () => {
    const alias = pathToFileURL(join(projectRoot, '__tests__/support/stacks/alias.mjs')).href;
    const output = join(copy.folder, 'by-fork');
    const args = ['--import', alias, '.synth/index.cjs', ...example, '--output', output];
    expect(await copy.node(args)).toMatchObject({ code: 0, err: '' });
    const [fork, ours] = [output, outdir()].map((folder) => JSON.stringify(readStacks(folder)));
    expect(fork).toContain('"version":"0.24.0"');
    expect(ours).toContain('"version":"0.21.0"');
    const plain = (text = ''): unknown =>
      JSON.parse(text.replaceAll(/"version":"0\.2[14]\.0"/g, '"version":"of cdktf"'));
    expect(plain(fork)).toStrictEqual(plain(ours));
  });
});

describe('the artifacts', () => {
  const unpacked = (name: string): Readonly<Record<string, Uint8Array>> =>
    unzipSync(readFileSync(join(copy.folder, '.artifacts', `${name}.zip`)));

  const importsOf = (code: string): ReadonlyArray<string> =>
    parseAst(code).body.flatMap((each) =>
      each.type === 'ImportDeclaration' ? [each.source.value] : [],
    );

  it('are the poller as one module', () => {
    expect(Object.keys(unpacked('poller'))).toStrictEqual(['handler.mjs']);
  });

  it('are the listener as a program that needs nothing beside Node, and what makes it a service', () => {
    const files = unpacked('listener');
    expect(Object.keys(files).filter((path) => !path.startsWith('program/'))).toStrictEqual([
      ...readdirSync(join(projectRoot, 'stacks/listener/host'))
        .toSorted()
        .map((name) => `host/${name}`),
      'package.json',
    ]);
    for (const [path, bytes] of Object.entries(files))
      if (path.endsWith('.js'))
        for (const name of importsOf(Buffer.from(bytes).toString()))
          if (!name.startsWith('./'))
            expect(builtinModules, path).toContain(name.replace(/^node:/, ''));
    expect(Object.keys(files).join()).not.toContain('.map');
  });

  it('run: the listener tells what is wrong with its environment', async () => {
    const folder = join(copy.folder, 'unpacked');
    for (const [path, bytes] of Object.entries(unpacked('listener'))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
    const ended = await copy.node(['unpacked/program/main.js'], '', {
      BITCOIN_PIPELINE_NONSENSE: '1',
      BITCOIN_PIPELINE_TO: 'firehose',
    });
    expect(ended).toMatchObject({ code: 2 });
    expect(ended.err).toContain('BITCOIN_PIPELINE_NONSENSE is no setting');
    expect(ended.err).toContain('BITCOIN_PIPELINE_FIREHOSE_STREAMS) is missing');
  });
});
