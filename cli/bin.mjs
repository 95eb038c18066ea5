#!/usr/bin/env node
// TypeScript is run as it is; Node 20 needs a loader for that.
import { register } from 'tsx/esm/api';

register();
const { main } = await import('./main.ts');
process.exitCode = await main(process.argv.slice(2));
// A request that hangs must not hold up the end; what is to be kept is on disk.
setTimeout(() => process.exit(), 500).unref();
