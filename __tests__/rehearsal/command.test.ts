import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { command } from '../../rehearsal/command.ts';
import { standardCourse } from '../../rehearsal/standard.ts';
import { describeWithEngine } from '../support/rehearsal/engine.ts';
import { fixture, writeFixture, type Fixture } from '../support/rehearsal/fixture.ts';

const run = async (args: ReadonlyArray<string>, env: NodeJS.ProcessEnv = {}) => {
  const printed: Array<string> = [];
  const said: Array<string> = [];
  const code = await command(args, env, standardCourse, {
    print: (text) => printed.push(text),
    say: (text) => said.push(text),
  });
  return { code, printed, said };
};

const written = (stacks: Fixture): string => {
  const { out, remove } = writeFixture(stacks);
  onTestFinished(remove);
  return out;
};

describe('where there is no engine', () => {
  const none = { PATH: '/no-such-folder' };

  it('the rehearsal is skipped, says so, and ends with a code of its own', async () => {
    const { code, said } = await run([], none);
    expect(code).toBe(3);
    expect(said).toStrictEqual([
      expect.stringMatching(/^skipped: no terraform or tofu on this machine; install Terraform/),
    ]);
  });

  it.each(['true', '1', 'yes'])('it fails where CI is %s', async (CI) => {
    const { code, said } = await run([], { ...none, CI });
    expect(code).toBe(1);
    expect(said).toStrictEqual([expect.stringMatching(/^no terraform or tofu/)]);
  });

  it.each(['', 'false'])('%j is no CI', async (CI) => {
    expect((await run([], { ...none, CI })).code).toBe(3);
  });

  it('it fails where the one that is named is not there', async () => {
    const { code, said } = await run(['--engine', 'terraform-1.99'], none);
    expect(code).toBe(1);
    expect(said).toStrictEqual([expect.stringMatching(/^no terraform-1\.99 on this machine/)]);
  });
});

it('an engine that is too old is told before anything is done, with the way out', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'engines-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const program = join(folder, 'terraform');
  writeFileSync(program, '#!/bin/sh\n[ "$1" = version ] && echo "Terraform v1.5.7"\n');
  chmodSync(program, 0o755);
  const { code, said } = await run(['--engine', program]);
  expect(code).toBe(1);
  expect(said).toStrictEqual([
    expect.stringMatching(/terraform is Terraform 1\.5\.7, which is too old; install Terraform/),
  ]);
});

it.each([['--ouput', 'x'], ['stray'], ['--out']])('%s is wrong usage', async (...args) => {
  const { code, said } = await run(args);
  expect(code).toBe(2);
  expect(said).toStrictEqual([expect.stringContaining('Usage: npm run rehearse')]);
});

it('--help tells how it is used', async () => {
  const { code, printed } = await run(['--help']);
  expect(code).toBe(0);
  expect(printed).toStrictEqual([expect.stringContaining('Exit codes: 0 done')]);
});

describeWithEngine('with an engine', () => {
  const machine = { PATH: process.env['PATH'] };

  it('an output that is not there fails', async () => {
    const { code, said } = await run(['--out', '/no-such-output'], machine);
    expect(code).toBe(1);
    expect(said.at(-1)).toMatch(/manifest\.json cannot be read/);
  });

  it('each step is a line, and --json one document of the same', async () => {
    const { aws_cloudwatch_log_group: logs } = fixture.stream.resource;
    const out = written({ logs: { resource: { aws_cloudwatch_log_group: logs } } });
    const { code, printed, said } = await run(['--out', out, '--json'], machine);
    expect({ code, said }).toMatchObject({ code: 0 });
    expect(said[0]).toMatch(/^(Terraform|OpenTofu) \d+\.\d+\.\d+/);
    expect(said).toContainEqual(
      expect.stringMatching(/^ok +\d+\.\d\d s {2}logs +second plan: nothing to do$/),
    );
    expect(said.at(-1)).toMatch(/^rehearsed: 1 stacks, \d+ steps, \d+\.\d\d s/);
    expect(printed).toHaveLength(1);
    const document: unknown = JSON.parse(printed[0] ?? '');
    expect(document).toMatchObject({ is_good: true, stacks: ['logs'] });
    expect(document).toHaveProperty('steps.length', said.length - 2);
  });

  it('a step that fails is the last, and says what is wrong', async () => {
    const logs = { aws_cloudwatch_log_group: { errors: { nam: '/stream' } } };
    const { code, said } = await run(['--out', written({ logs: { resource: logs } })], machine);
    expect(code).toBe(1);
    expect(said.at(-2)).toMatch(/^FAILED +\d+\.\d\d s {2}logs +validate: .*"nam"/);
    expect(said.at(-1)).toMatch(/^FAILED: 1 stacks, 5 steps/);
  });
});
