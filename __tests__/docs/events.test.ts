import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { levelsOf, logEventNames, spoolFaultCodes } from '../../cli/operation/events.ts';
import { putFaultCodes } from '../../lake/delivery/ports.ts';
import * as ofPoller from '../../poller/operation/log.ts';
import { projectRoot } from '../support/small-clone.ts';

const page = readFileSync(join(projectRoot, 'docs/events.md'), 'utf8');

/** The rows of the table under a heading: cells without the first, by the code in the first. */
const rows = (heading: string): ReadonlyArray<readonly [string, ReadonlyArray<string>]> => {
  const [, after = ''] = page.split(`## ${heading}\n`);
  const [section = ''] = after.split('\n## ');
  return [...section.matchAll(/^\| `([^`]+)` *\|(.+)\|$/gm)].map(([, code = '', cells = '']) => [
    code,
    cells.split('|').map((cell) => cell.trim()),
  ]);
};

const table = (heading: string): ReadonlyMap<string, ReadonlyArray<string>> =>
  new Map(rows(heading));

describe.each([
  ['Events', logEventNames],
  ["Events of the poller's function", ofPoller.logEventNames],
  ['Faults of a put', putFaultCodes],
  ['Faults of the spool', spoolFaultCodes],
] as const)('the table "%s"', (heading, codes) => {
  it('has every code once, and none that is not there', () => {
    expect(
      rows(heading)
        .map(([code]) => code)
        .toSorted(),
    ).toEqual([...codes].toSorted());
  });

  it('says of each what it means and what to do', () => {
    for (const cells of table(heading).values())
      for (const cell of cells) expect(cell).not.toBe('');
  });
});

it('gives each event the levels that it has', () => {
  const told = [...table('Events')].map(([code, [level]]) => `${code}: ${level}`);
  expect(told).toEqual(logEventNames.map((name) => `${name}: ${levelsOf(name).join(', ')}`));
});

it('gives each event of the function its level', () => {
  const told = [...table("Events of the poller's function")].map(
    ([code, [level]]) => `${code}: ${level}`,
  );
  expect(told).toEqual(ofPoller.logEventNames.map((name) => `${name}: ${ofPoller.levelOf(name)}`));
});

it('lists no event that nobody tells', () => {
  const lists = /cli[/\\]operation[/\\](events|words|thinning)\.ts$|[/\\]ports\.ts$/;
  const sources = ['cli', 'lake', 'listener'].flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(projectRoot, folder, name))
      .filter((file) => file.endsWith('.ts') && !lists.test(file)),
  );
  const text = sources.map((file) => readFileSync(file, 'utf8')).join('\n');
  const untold = logEventNames.filter((name) => !text.includes(`'${name}'`));
  expect(untold).toEqual([]);
});
