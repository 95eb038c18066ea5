import * as E from 'fp-ts/lib/Either.js';
import { listen } from './listen.ts';
import { say } from './say.ts';

/* The listener as a service: what `bitcoin-pipeline listen` does, with all its settings from the environment. */

const ended = await listen.run([]);
if (E.isLeft(ended)) say(`listener: ${ended.left.message}`);
process.exitCode = E.isLeft(ended) ? ended.left.exit : 0;
// a request that hangs must not hold up the end; what is to be kept is on disk
setTimeout(() => process.exit(), 500).unref();
