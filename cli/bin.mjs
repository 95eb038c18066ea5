#!/usr/bin/env node
import { isBuilt, program } from '../scripts/setup/built.mjs';

/** Sources that were changed since the program was built run as they are, for which Node 20 needs a loader. */
const fromSources = async () => {
  const { register } = await import('tsx/esm/api');
  register();
  return import('./main.ts');
};

const { main } = await (isBuilt(program) ? import('../.program/main.js') : fromSources());
process.exitCode = await main(process.argv.slice(2));
// A request that hangs must not hold up the end; what is to be kept is on disk.
setTimeout(() => process.exit(), 500).unref();
