// @ts-check
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './places.mjs';

/* A part of the set-up is complete when its folder holds a marker, written last, that still describes its inputs. */

const MARKER = '.bitcoin-pipeline-setup.json';

/**
 * @param {string} folder
 * @returns {Record<string, unknown>} empty when the part was never completed
 */
export function readMarker(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, MARKER), 'utf8'));
  } catch {
    return {};
  }
}

/**
 * @param {string} folder
 * @param {Record<string, unknown>} inputs
 */
export function writeMarker(folder, inputs) {
  const path = join(folder, MARKER);
  writeFileSync(`${path}.tmp`, `${JSON.stringify(inputs)}\n`);
  renameSync(`${path}.tmp`, path);
}

/**
 * @param {string} path
 * @returns {string[]} the file itself, or the files of a folder in a fixed order, installed packages left out
 */
function filesOf(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .filter((name) => name !== 'node_modules')
    .flatMap((name) => filesOf(join(path, name)));
}

/**
 * sha256 over names and contents.
 * @param {ReadonlyArray<string>} paths files or folders
 * @returns {string}
 */
export function hashOf(paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(filesOf)) {
    const content = readFileSync(file);
    hash.update(`${relative(root, file)} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}
