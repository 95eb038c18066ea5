// @ts-check
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { main } from './setup/index.mjs';
import { npm } from './setup/npm.mjs';
import { root } from './setup/places.mjs';
import { lastLine, run } from './setup/run.mjs';
import { Stop } from './setup/stop.mjs';

/* `npm run release -- --tag v1.2.3 [--out out/release]`: what a release has: `notes.md` from the changelog, and in
`files/` the model's package, the listener and the poller. Publishes nothing. */

const WRONG_USAGE = 2;

/** @param {string} path */
const versionIn = async (path) => JSON.parse(await readFile(join(root, path), 'utf8')).version;

/** @param {string | undefined} tag */
async function versionOf(tag) {
  const [, version] = /^v(\d+\.\d+\.\d+)$/.exec(tag ?? '') ?? [];
  if (version === undefined)
    throw new Stop(`--tag takes a tag such as v1.2.3, not ${tag ?? 'nothing'}`, WRONG_USAGE);
  for (const path of ['package.json', 'model/package.json']) {
    const there = await versionIn(path);
    if (there !== version) throw new Stop(`${tag} is no tag of this: ${path} says ${there}`);
  }
  return version;
}

/** What the changelog says of a version, without its heading. @param {string} version */
async function notesOf(version) {
  const sections = (await readFile(join(root, 'CHANGELOG.md'), 'utf8')).split(/^## /m);
  const section = sections.find((each) => each.split('\n')[0]?.split(' ')[0] === version);
  const notes = section?.slice(section.indexOf('\n')).trim() ?? '';
  if (notes === '') throw new Stop(`CHANGELOG.md says nothing of ${version}`);
  return `${notes}\n`;
}

/** @param {ReadonlyArray<string>} args @param {string} cwd */
async function node(args, cwd) {
  const { code, output } = await run(process.execPath, args, { cwd });
  if (code !== 0) throw new Stop(`${args.join(' ')} failed: ${lastLine(output)}`);
}

/** Who trusts a published package compares this with where it was built. @param {string} folder */
async function nameRepository(folder) {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name } = process.env;
  if (server === undefined || name === undefined) return;
  const file = join(folder, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8'));
  const repository = { type: 'git', url: `git+${server}/${name}.git`, directory: 'model' };
  await writeFile(file, `${JSON.stringify({ ...manifest, repository }, null, 2)}\n`);
}

/** @param {string} folder @param {string} files */
async function packModel(folder, files) {
  await node(['scripts/build-model.mjs', folder], root);
  await nameRepository(folder);
  const { command, first, shell } = npm();
  const args = [...first, 'pack', '--pack-destination', files];
  const { code, output } = await run(command, args, { cwd: folder, shell });
  if (code !== 0) throw new Stop(`npm pack failed: ${lastLine(output)}`);
}

await main(async () => {
  const { values } = parseArgs({ options: { tag: { type: 'string' }, out: { type: 'string' } } });
  const version = await versionOf(values.tag);
  const notes = await notesOf(version);
  const out = resolve(values.out ?? join(root, 'out/release'));
  const files = join(out, 'files');
  await rm(out, { recursive: true, force: true });
  await mkdir(files, { recursive: true });
  await packModel(join(out, 'model'), files);
  await node(['--import', 'tsx', 'stacks/pack/index.ts', '--output', files], root);
  for (const name of ['listener', 'poller'])
    await rename(join(files, `${name}.zip`), join(files, `${name}-${version}.zip`));
  await writeFile(join(out, 'notes.md'), notes);
});
