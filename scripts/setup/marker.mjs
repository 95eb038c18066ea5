// @ts-check
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
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
 * Makes a folder anew: afterwards it is complete with its marker, or not there.
 * @param {string} folder
 * @param {() => Promise<Record<string, unknown>>} work gives the inputs the folder was made from
 */
export async function makeWhole(folder, work) {
  const path = join(folder, MARKER);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  remove();
  try {
    writeFileSync(`${path}.tmp`, `${JSON.stringify(await work())}\n`);
    renameSync(`${path}.tmp`, path);
  } catch (error) {
    remove();
    throw error;
  }
}

/** Installed, or made from the sources: neither says what these are. */
const notSources = new Set(['node_modules', 'dist']);

/**
 * @param {string} path
 * @returns {string[]} the file itself, or the sources of a folder in a fixed order
 */
function filesOf(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .filter((name) => !notSources.has(name))
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
