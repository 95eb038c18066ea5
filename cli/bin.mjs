#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isBuilt, program } from '../scripts/setup/built.mjs';
import { requireNode } from '../scripts/setup/node-version.mjs';
import { root } from '../scripts/setup/places.mjs';
import { Stop } from '../scripts/setup/stop.mjs';

/** Sources that were changed since the program was built run as they are, for which Node 20 needs a loader. */
const fromSources = async () => {
  const { register } = await import('tsx/esm/api');
  register();
  return import('./main.ts');
};

/** Runs the command; what keeps it from running at all becomes one line. */
const run = async () => {
  try {
    requireNode(process.versions.node);
    if (!existsSync(join(root, 'node_modules/tsx')))
      throw new Stop('What it needs is not installed: run npm start or npm run setup once.');
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    process.stderr.write(`bitcoin-pipeline: ${error.message}\n`);
    return error.exitCode;
  }
  const { main } = await (isBuilt(program) ? import('../.program/main.js') : fromSources());
  return main(process.argv.slice(2));
};

process.exitCode = await run();
// A request that hangs must not hold up the end; what is to be kept is on disk.
setTimeout(() => process.exit(), 500).unref();
