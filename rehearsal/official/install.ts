import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as E from 'fp-ts/lib/Either.js';
import { hashOf, makeWhole, readMarker } from '../../scripts/setup/marker.mjs';
import { npm } from '../../scripts/setup/npm.mjs';
import { setupFolder } from '../../scripts/setup/places.mjs';
import { lastLine, run } from '../../scripts/setup/run.mjs';
import manifest from './cdktf-cli/package.json' with { type: 'json' };

const VERSION = manifest.dependencies['cdktf-cli'];
/** Those its native part was built for. */
const nodes: ReadonlyArray<string> = ['20', '22'];

const locked = ['package.json', 'package-lock.json'] as const;
const source = (name: string): string =>
  fileURLToPath(new URL(`cdktf-cli/${name}`, import.meta.url));

const folder = join(setupFolder, 'cdktf-cli');
const script = join(folder, 'node_modules/cdktf-cli/bundle/bin/cdktf');

/** Exactly what the lock file names. Throws a sentence. */
const install = async (): Promise<void> => {
  await mkdir(folder, { recursive: true });
  for (const name of locked) await copyFile(source(name), join(folder, name));
  const { command, first, shell } = npm();
  const { code, output } = await run(
    command,
    [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: folder, shell },
  );
  if (code !== 0)
    throw new Error(`npm could not install cdktf-cli ${VERSION}: ${lastLine(output)}`);
};

/**
 * cdktf's own command, from a folder and a lock file of its own: with 423 MB and a native part it has no place among
 * the packages of the project. Installs it at the first time, and again when the lock file is another. Left: a sentence.
 */
export const officialCommand = async (
  say: (text: string) => void,
  node = process.versions.node,
): Promise<E.Either<string, string>> => {
  const [major = ''] = node.split('.');
  if (!nodes.includes(major))
    return E.left(
      `cdktf-cli ${VERSION} runs on Node ${nodes.join(' and ')}, and this is Node ${node}: take one of those for this command`,
    );
  const made = { lock: hashOf(locked.map(source)), node: major };
  const { lock, node: madeFor } = readMarker(folder);
  if (lock === made.lock && madeFor === made.node) return E.right(script);
  say(`installing cdktf-cli ${VERSION}, 423 MB, once`);
  try {
    await makeWhole(folder, async () => {
      await install();
      return made;
    });
    return E.right(script);
  } catch (error) {
    return E.left(error instanceof Error ? error.message : String(error));
  }
};
