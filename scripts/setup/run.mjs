// @ts-check
import { spawn } from 'node:child_process';

/**
 * Runs a program to its end and keeps what it prints. A program that does not exist ends with code 127.
 * @param {string} command
 * @param {ReadonlyArray<string>} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, shell?: boolean, signal?: AbortSignal }} [options]
 * @returns {Promise<{ code: number, output: string }>} output: both channels, as they came
 */
export const run = (command, args, options = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, [...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => keep(Buffer.from(error.message)));
    // comes after 'error' as well, with a negative code when nothing was started
    child.on('close', (code) => resolve({ code: (code ?? 1) < 0 ? 127 : (code ?? 1), output }));
  });

/**
 * The last line that says something, to quote in a message.
 * @param {string} output
 * @returns {string}
 */
export const lastLine = (output) =>
  output
    .split('\n')
    .map((line) => line.trim())
    .toReversed()
    .find((line) => line !== '') || 'it printed nothing';
