// @ts-check
/* What the set-up is doing, on standard error: standard output belongs to the command. */

/** Running steps and when each began, in milliseconds of the process's clock. @type {Map<string, number>} */
const running = new Map();
/** @type {ReturnType<typeof setInterval> | undefined} */
let ticker;

const SHOWN_AFTER_MS = 2000;
const CLEAR_LINE = '\r\u001B[K';

/** @param {number} beganMs */
const secondsSince = (beganMs) => (performance.now() - beganMs) / 1000;

/** @param {string} line */
export function say(line) {
  process.stderr.write(`${process.stderr.isTTY ? CLEAR_LINE : ''}${line}\n`);
}

function showProgress() {
  const slow = [...running]
    .filter(([, began]) => performance.now() - began > SHOWN_AFTER_MS)
    .map(([doing, began]) => `${doing} … ${Math.floor(secondsSince(began))} s`);
  if (slow.length > 0) process.stderr.write(CLEAR_LINE + slow.join('   '));
}

/**
 * Does one step of the set-up: a line with its seconds when done, elapsed seconds meanwhile on a terminal.
 * @template T
 * @param {string} doing for the progress line, "installing Node packages"
 * @param {string} done for the closing line, "Node packages installed"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(doing, done, work) {
  const began = performance.now();
  running.set(doing, began);
  if (process.stderr.isTTY && ticker === undefined) ticker = setInterval(showProgress, 1000);
  try {
    const result = await work();
    say(`${done} (${secondsSince(began).toFixed(1)} s)`);
    return result;
  } finally {
    running.delete(doing);
    if (running.size === 0) {
      clearInterval(ticker);
      ticker = undefined;
    }
  }
}
