// @ts-check
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { main } from './setup/index.mjs';
import { root, setupFolder } from './setup/places.mjs';
import { run } from './setup/run.mjs';
import { Stop } from './setup/stop.mjs';

/* Every check:* script of package.json: the independent ones two at a time, the tests last and alone. */

/** @typedef {{ name: string, passed: boolean, seconds: number }} Outcome */

const TESTS = 'check:tests';
const AT_A_TIME = 2;
const bin = join(root, 'node_modules', '.bin');
const options = {
  cwd: root,
  shell: true,
  env: {
    ...process.env,
    PATH: [bin, process.env['PATH']].join(delimiter),
    // CI=true alone makes several tools write colours into a log file
    ...(!process.stdout.isTTY && { NO_COLOR: '1' }),
  },
};

/** @type {Record<string, string>} */
const scripts = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts;

/** @param {number} beganMs */
const secondsSince = (beganMs) => (performance.now() - beganMs) / 1000;

/** @param {Outcome} outcome */
const lineOf = ({ name, passed, seconds }) =>
  `${passed ? 'ok    ' : 'FAILED'} ${name.replace('check:', '')} (${seconds.toFixed(1)} s)`;

/**
 * Runs one check; its output is shown only when it fails.
 * @param {string} name
 * @returns {Promise<Outcome>}
 */
async function check(name) {
  const began = performance.now();
  const { code, output } = await run(scripts[name] || '', [], options);
  const outcome = { name, passed: code === 0, seconds: secondsSince(began) };
  console.log(code === 0 ? lineOf(outcome) : `${lineOf(outcome)}\n${output}`);
  return outcome;
}

/** @returns {Promise<Outcome[]>} every check but the tests */
async function checkAllButTests() {
  const waiting = Object.keys(scripts).filter(
    (name) => name.startsWith('check:') && name !== TESTS,
  );
  /** @type {Outcome[]} */
  const outcomes = [];
  const worker = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      outcomes.push(await check(name));
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  return outcomes;
}

/**
 * The tests, shown as they run.
 * @returns {Promise<Outcome & { counted: string }>} counted: as the test runner reports it
 */
async function checkTests() {
  const report = join(setupFolder, 'tests.json');
  mkdirSync(setupFolder, { recursive: true });
  rmSync(report, { force: true });
  const began = performance.now();
  const command = `${scripts[TESTS]} --reporter=default --reporter=json --outputFile.json="${report}"`;
  const code = await new Promise((resolve) => {
    spawn(command, { ...options, stdio: 'inherit' }).on('close', resolve);
  });
  const { numPassedTests = 0, numFailedTests = 0 } = existsSync(report)
    ? JSON.parse(readFileSync(report, 'utf8'))
    : {};
  const passed = code === 0 && numPassedTests > 0 && numFailedTests === 0;
  const counted = `${numPassedTests} passed, ${numFailedTests} failed`;
  return { name: TESTS, passed, seconds: secondsSince(began), counted };
}

await main(async () => {
  if (!existsSync(join(bin, 'vitest'))) {
    throw new Stop('The tools of development are not installed: run npm test, which sets them up.');
  }
  const others = await checkAllButTests();
  const tests = await checkTests();
  const outcomes = [...others, tests];
  const failed = outcomes
    .filter(({ passed }) => !passed)
    .map(({ name }) => name.replace('check:', ''));
  console.log(`\n${outcomes.map(lineOf).join('\n')}`);
  console.log(failed.length === 0 ? tests.counted : `failed: ${failed.join(', ')}`);
  process.exitCode = failed.length === 0 ? 0 : 1;
});
