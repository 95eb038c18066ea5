// @ts-check
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { main, setUp } from './setup/index.mjs';
import { root } from './setup/places.mjs';

/**
 * Runs the command in the user's place: same terminal, same signals, same exit code.
 * @param {ReadonlyArray<string>} options
 */
function runCommand(options) {
  const command = spawn(process.execPath, [join(root, 'cli/bin.mjs'), 'run', ...options], {
    stdio: 'inherit',
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      // a terminal has given Ctrl-C to the command already
      if (signal !== 'SIGINT' || !process.stdin.isTTY) command.kill(signal);
    });
  }
  command.on('exit', (code, signal) => {
    process.exitCode = signal === null ? (code ?? 1) : 128 + constants.signals[signal];
  });
}

await main(async () => {
  await setUp('run');
  runCommand(process.argv.slice(2));
});
