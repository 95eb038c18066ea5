import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as E from 'fp-ts/lib/Either.js';
import { hushWordOnNode } from '../lake/aws/quiet.ts';
import { misuse, type CliResult } from './command.ts';
import { programDir } from './program.ts';

/** One that what runs has not, and what deploys has. */
const OF_DEVELOPMENT = 'node_modules/cdktf';

/** What was built needs a loader for sources; sources have one. */
const loadSources = async (): Promise<void> => {
  if (import.meta.url.endsWith('.ts')) return;
  const { register } = await import('tsx/esm/api');
  register();
};

/**
 * Runs a command whose work is part of no built program: it deploys, and takes the packages of development.
 * @param module its path below the root; exports `run`, which takes what was given
 */
export const fromSources = async (
  module: string,
  given: object,
  root: string = programDir,
): Promise<CliResult> => {
  if (!existsSync(join(root, OF_DEVELOPMENT)))
    return E.left(
      misuse(
        'this needs the packages that deploy, which are not installed: run npm ci, then again',
      ),
    );
  hushWordOnNode();
  await loadSources();
  const path = pathToFileURL(join(root, module)).href;
  // not named in the text, or the bundler would take it along
  const loaded = (await import(/* @vite-ignore */ path)) as {
    readonly run: (given: object) => Promise<CliResult>;
  };
  return loaded.run(given);
};
