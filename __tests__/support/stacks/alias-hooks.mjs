// @ts-check
/* Whoever asks for cdktf is given its fork: modules by these hooks, CommonJS by `alias.mjs`. */

const fork = import.meta.resolve('cdktn');

/**
 * @param {string} specifier
 * @param {unknown} context
 * @param {(specifier: string, context: unknown) => unknown} next
 */
export const resolve = (specifier, context, next) =>
  specifier === 'cdktf' ? { url: fork, shortCircuit: true } : next(specifier, context);
