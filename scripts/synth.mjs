// @ts-check
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, isBuilt, program, synthesis } from './setup/built.mjs';
import { main } from './setup/index.mjs';
import { hashOf, makeWhole, readMarker } from './setup/marker.mjs';
import { root } from './setup/places.mjs';
import { run } from './setup/run.mjs';
import { say } from './setup/say.mjs';
import { Stop } from './setup/stop.mjs';

/* `npm run synth`: packs and builds what changed, then plain Node runs what was built. `--time` tells how long that
takes, and how long the bindings alone take to load. Other options are those of stacks/synth.ts. */

const artifacts = join(root, '.artifacts');
const packed = [...program.sources, 'stacks/listener/host', 'stacks/pack', 'package.json'].map(
  (path) => join(root, path),
);

async function pack() {
  const sources = hashOf(packed);
  if (readMarker(artifacts)['sources'] === sources) return;
  await makeWhole(artifacts, async () => {
    const args = ['--import', 'tsx', 'stacks/pack/index.ts'];
    const { code, output } = await run(process.execPath, args, { cwd: root });
    if (code !== 0) throw new Stop(`npm run pack failed:\n${output}`);
    return { sources };
  });
}

/** Nothing is asked of the network, and nothing told. */
const env = { ...process.env, CHECKPOINT_DISABLE: '1', DISABLE_VERSION_CHECK: '1' };

/**
 * @param {ReadonlyArray<string>} args of Node
 * @returns {Promise<{ code: number, ms: number }>}
 */
const timed = (args) =>
  new Promise((resolve) => {
    const began = performance.now();
    spawn(process.execPath, [...args], { env, stdio: 'inherit' }).on('close', (code) =>
      resolve({ code: code ?? 1, ms: Math.round(performance.now() - began) }),
    );
  });

/** Loads what the synthesis loads of packages, and does nothing with it. */
function importsAlone() {
  const code = readFileSync(join(synthesis.folder, 'index.cjs'), 'utf8');
  const packages = [...code.matchAll(/require\(["']((?:cdktf|@cdktf)[^"']*)["']\)/g)];
  const names = [...new Set(packages.map(([, name]) => name))];
  return names.map((name) => `require(${JSON.stringify(name)});`).join('\n');
}

await main(async () => {
  if (!existsSync(join(root, 'node_modules/cdktf')))
    throw new Stop('cdktf is not installed: run npm test or npm ci once, which set it up.');
  await pack();
  if (!isBuilt(synthesis)) await build(synthesis, new AbortController().signal);
  const args = process.argv.slice(2).filter((arg) => arg !== '--time');
  const { code, ms } = await timed([join(synthesis.folder, 'index.cjs'), ...args]);
  process.exitCode = code;
  if (code !== 0 || !process.argv.includes('--time')) return;
  const bare = await timed(['--input-type=commonjs', '--eval', importsAlone()]);
  say(`synthesis ${ms} ms; the bindings alone ${bare.ms} ms`);
});
