// @ts-check
import Module, { register } from 'node:module';

/* Put before a program by `--import`: all that it loads finds cdktn where it asks for cdktf, as npm's aliases do. */

register('./alias-hooks.mjs', import.meta.url);

/** @type {{ _resolveFilename: (request: string, ...rest: unknown[]) => string }} */
const loader = /** @type {any} */ (Module);
const resolveFilename = loader._resolveFilename;
loader._resolveFilename = (request, ...rest) =>
  resolveFilename.call(Module, request.replace(/^cdktf(?=$|\/)/, 'cdktn'), ...rest);
