// @ts-check
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/* Whoever asks for cdktf is given its fork: modules by these hooks, CommonJS by `alias.mjs`. */

const require = createRequire(import.meta.url);
const fork = pathToFileURL(require.resolve('cdktn')).href;

/**
 * @param {string} specifier
 * @param {unknown} context
 * @param {(specifier: string, context: unknown) => unknown} next
 */
export const resolve = (specifier, context, next) =>
  specifier === 'cdktf' ? { url: fork, shortCircuit: true } : next(specifier, context);
