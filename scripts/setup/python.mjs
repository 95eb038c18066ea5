// @ts-check
import { run } from './run.mjs';
import { Stop } from './stop.mjs';

/** The minor versions of Python 3 for which every locked package has a wheel. */
const OLDEST = 10;
const NEWEST = 14;

/** @typedef {{ command: string, version: string, minor: number }} Python minor: 8 for Python 3.8; -1 for Python 2 */

const wayOut =
  'Install one (Debian: apt install python3 python3-venv; macOS: brew install python@3.13; Windows: winget install Python.Python.3.13) or name one with PYTHON=/path/to/python3, then run the same command again.';

/** @returns {string[]} */
function commandsToTry() {
  if (process.env['PYTHON']) return [process.env['PYTHON']];
  const numbered = [14, 13, 12, 11, 10].map((minor) => `python3.${minor}`);
  return ['python3', ...numbered, 'python', ...(process.platform === 'win32' ? ['py'] : [])];
}

/**
 * @param {string} command
 * @returns {Promise<Python | undefined>} undefined when there is no such program, or it is no Python
 */
async function ask(command) {
  const program = 'import sys; print(".".join(str(n) for n in sys.version_info[:3]))';
  const { code, output } = await run(command, ['-c', program]);
  const version = output.match(/\b(\d+)\.(\d+)(\.\d+)?/);
  if (code !== 0 || version === null) return undefined;
  return { command, version: version[0], minor: version[1] === '3' ? Number(version[2]) : -1 };
}

/** @param {Python} python */
const fits = ({ minor }) => minor >= OLDEST && minor <= NEWEST;

/**
 * @param {Python | undefined} seen one that does not fit
 * @returns {Stop}
 */
function noPython(seen) {
  const need = `Python 3.${OLDEST} to 3.${NEWEST} is needed`;
  const named = process.env['PYTHON'];
  if (seen) {
    const fault = seen.minor > NEWEST ? 'too new' : 'too old';
    return new Stop(`Python ${seen.version} (${seen.command}) is ${fault}: ${need}. ${wayOut}`);
  }
  const fault = named ? `PYTHON=${named} does not run` : 'none was found';
  return new Stop(`${need} and ${fault}. ${wayOut}`);
}

/**
 * The first Python on PATH, or the one PYTHON names, that the locked packages run on.
 * @returns {Promise<Python>}
 */
export async function findPython() {
  /** @type {Python | undefined} */
  let seen;
  for (const command of commandsToTry()) {
    const python = await ask(command);
    if (python && fits(python)) return python;
    seen = seen || python;
  }
  throw noPython(seen);
}
