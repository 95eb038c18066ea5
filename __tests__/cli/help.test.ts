import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runInside } from '../support/program-inside.ts';
import { runProgram, type Ended } from '../support/program.ts';
import { projectRoot } from '../support/small-clone.ts';

/** Files in `cli` that define a command, by the name they give it. */
const commands = readdirSync(join(projectRoot, 'cli'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(projectRoot, 'cli', file), 'utf8'))
  .flatMap((text) => [...text.matchAll(/: Command = \{\n {2}name: '(\w+)'/g)])
  .map(([, name = '']) => name);

const sorted = (names: Iterable<string>): ReadonlyArray<string> =>
  [...names].sort((a, b) => a.localeCompare(b));

const optionsIn = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(/(?<![\w-])--([a-z][a-z-]*)/g)].map(([, name = '']) => name));

/** The options of the help's own list, where each opens a line. */
const listed = (help: string): ReadonlySet<string> =>
  new Set([...help.matchAll(/^ {2}--([a-z][a-z-]*)/gm)].map(([, name = '']) => name));

/** Every option of any command. */
const everyOption = [
  ...new Set(
    readdirSync(join(projectRoot, 'cli'))
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [
        ...readFileSync(join(projectRoot, 'cli', file), 'utf8').matchAll(
          /^\s+'?([\w-]+)'?: \{ type: '(?:string|boolean)'/gm,
        ),
      ])
      .map(([, name = '']) => name),
  ),
];

/** An option is told from an unknown one when an unknown one comes after it: the first unknown is named. */
const accepts = async (command: string, option: string): Promise<boolean> => {
  const { code, err } = await runInside([command, `--${option}`, '--no-such-option']);
  expect(code).toBe(2);
  return !err.includes(`Unknown option '--${option}'`);
};

describe('the help of the program', () => {
  it('is printed by --help, with every command, and by help', async () => {
    const { code, out, err } = await runProgram(['--help']);
    expect({ code, err }).toStrictEqual({ code: 0, err: '' });
    expect(await runInside(['help'])).toStrictEqual({ code, out, err });
    expect(out).toContain('Usage: bitcoin-pipeline <command> [options]');
    const named = [...out.matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map(([, name = '']) => name);
    expect(commands.length).toBeGreaterThan(0);
    expect(sorted(named)).toStrictEqual(sorted(commands));
  });
});

describe.each(commands)('the help of %s', (command) => {
  let ended: Ended;
  beforeAll(async () => {
    ended = await runInside([command, '--help']);
  });

  it('shows its usage and an example, and exits with 0', () => {
    expect({ code: ended.code, err: ended.err }).toStrictEqual({ code: 0, err: '' });
    expect(ended.out).toMatch(new RegExp(`^Usage: bitcoin-pipeline ${command} `));
    expect(ended.out).toMatch(new RegExp(`\\nExamples?:\\n {2}bitcoin-pipeline ${command}`));
  });

  it('uses in its usage and examples only options that it lists', () => {
    const lines = ended.out
      .split('\n')
      .filter((line) => new RegExp(`bitcoin-pipeline ${command}\\b`).test(line));
    const used = [...optionsIn(lines.join('\n'))];
    expect(used.filter((option) => !listed(ended.out).has(option))).toStrictEqual([]);
  });

  it('lists every option that it accepts, and no other', async () => {
    expect(everyOption.length).toBeGreaterThan(5);
    const accepted: Array<string> = [];
    for (const option of everyOption) if (await accepts(command, option)) accepted.push(option);
    expect(sorted(accepted)).toStrictEqual(sorted(listed(ended.out)));
  });
});
