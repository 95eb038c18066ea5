// @ts-check
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { main } from './setup/index.mjs';
import { root } from './setup/places.mjs';
import { run } from './setup/run.mjs';
import { Stop } from './setup/stop.mjs';

/* The model as others install it: `node scripts/build-model.mjs [FOLDER]`, then `npm pack FOLDER`. */

const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

/** Modules, their types and their maps, each with its source in it. @param {string} folder */
async function compile(folder) {
  const { code, output } = await run(
    process.execPath,
    [tsc, '-p', join(root, 'model/tsconfig.build.json'), '--outDir', folder],
    { cwd: root },
  );
  if (code !== 0) throw new Stop(`The model does not compile:\n${output}`);
}

/** The compiler renames imports in modules and leaves them in declarations. @param {string} folder */
async function renameImportsOfTypes(folder) {
  const names = await readdir(folder, { recursive: true });
  for (const name of names.filter((each) => each.endsWith('.d.ts'))) {
    const file = join(folder, name);
    const text = await readFile(file, 'utf8');
    await writeFile(
      file,
      text.replace(/((?:from |import\()['"]\.{1,2}\/[^'"]+)\.ts(?=['"])/g, '$1.js'),
    );
  }
}

/** What stands in the repository's manifest, with the compiled modules for the sources. @param {string} folder */
async function writeManifest(folder) {
  const own = JSON.parse(await readFile(join(root, 'model/package.json'), 'utf8'));
  const exports = {
    '.': { types: './index.d.ts', default: './index.js' },
    './schema/*.json': './schema/*.json',
    './package.json': './package.json',
  };
  const manifest = { ...own, main: './index.js', types: './index.d.ts', exports };
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

await main(async () => {
  const folder = resolve(process.argv[2] ?? join(root, 'model/dist'));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await compile(folder);
  await renameImportsOfTypes(folder);
  await writeManifest(folder);
  await cp(join(root, 'docs/schema'), join(folder, 'schema'), { recursive: true });
  await cp(join(root, 'model/README.md'), join(folder, 'README.md'));
  await cp(join(root, 'LICENSE'), join(folder, 'LICENSE'));
});
