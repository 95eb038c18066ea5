import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { npm } from '../../scripts/setup/npm.mjs';
import { setupFolder } from '../../scripts/setup/places.mjs';
import { lastLine, run } from '../../scripts/setup/run.mjs';

/** The command that belongs to the library the stacks are written with. */
const VERSION = '0.21.0';
const NATIVE = '@cdktf/node-pty-prebuilt-multiarch';
/** Those its native part was built for. */
const nodes: ReadonlyArray<string> = ['20', '22'];

const folder = join(setupFolder, 'cdktf-cli');
const script = join(folder, 'node_modules/cdktf-cli/bundle/bin/cdktf');

/**
 * cdktf's own command, from a folder of its own: with 423 MB and a native part it has no place among the packages of
 * the project. Installs it at the first time. Left: a sentence.
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
  if (existsSync(script)) return E.right(script);
  say(`installing cdktf-cli ${VERSION}, 423 MB, once`);
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, allowScripts: { [NATIVE]: true } }),
  );
  const { command, first, shell } = npm();
  const { code, output } = await run(
    command,
    [...first, 'install', '--no-audit', '--no-fund', '--loglevel=error', `cdktf-cli@${VERSION}`],
    { cwd: folder, shell },
  );
  return code === 0
    ? E.right(script)
    : E.left(`npm could not install cdktf-cli ${VERSION}: ${lastLine(output)}`);
};
