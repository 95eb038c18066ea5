import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { awsCourse } from '../../../bench/rehearsal/course.ts';
import { providersIn } from '../../../rehearsal/aws/providers.ts';
import { command } from '../../../rehearsal/command.ts';
import { describeWithEngine } from '../../support/rehearsal/engine.ts';
import { writeFixture } from '../../support/rehearsal/fixture.ts';

const emptyFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'providers-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
};

const run = async (args: ReadonlyArray<string>, env: NodeJS.ProcessEnv = {}) => {
  const [printed, said]: [Array<string>, Array<string>] = [[], []];
  const code = await command(args, env, awsCourse, {
    print: (text) => printed.push(text),
    say: (text) => said.push(text),
  });
  return { code, printed, said };
};

describe('the provider in a folder', () => {
  const engine = { name: 'Terraform' } as const;

  it('is where a filesystem mirror has it', async () => {
    const folder = emptyFolder();
    const missing = await providersIn(folder, engine, '6.25.0');
    if (E.isRight(missing)) throw new Error('it is not there');
    const place = /it belongs into (\S+) there/.exec(missing.left)?.[1] ?? '';
    expect(place).toMatch(/^registry\.terraform\.io\/hashicorp\/aws\/6\.25\.0\/[a-z]+_[a-z0-9]+$/);
    const file = join(folder, place, 'terraform-provider-aws_v6.25.0_x5');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
    const there = await providersIn(folder, engine, '6.25.0');
    expect(there).toMatchObject({ right: { cache: null } });
    expect(await providersIn(folder, engine, '6.26.0')).toSatisfy(E.isLeft);
  });
});

describeWithEngine('without the provider', () => {
  const machine = { PATH: process.env['PATH'] };
  const synthesised = (): string => {
    const { out, remove } = writeFixture();
    onTestFinished(remove);
    return out;
  };

  it('the rehearsal is skipped, and says where it looked', async () => {
    const { code, said } = await run(
      ['--out', synthesised(), '--providers', emptyFolder()],
      machine,
    );
    expect({ code, said }).toStrictEqual({
      code: 3,
      said: [
        expect.stringMatching(/^(Terraform|OpenTofu) /),
        expect.stringMatching(/^skipped: no AWS provider 6\.25\.0 in /),
      ],
    });
  });

  it('it fails where CI is set', async () => {
    const { code, said } = await run(['--out', synthesised(), '--providers', emptyFolder()], {
      ...machine,
      CI: 'true',
    });
    expect(code).toBe(1);
    expect(said.at(-1)).toMatch(/^no AWS provider/);
  });

  it('an output that is not there fails before anything is asked for', async () => {
    const { code, said } = await run(['--out', '/no-such-output'], machine);
    expect(code).toBe(1);
    expect(said.at(-1)).toMatch(/manifest\.json cannot be read/);
  });
});

it('an option that it does not have is wrong usage', async () => {
  const { code, said } = await run(['--provider', 'x']);
  expect(code).toBe(2);
  expect(said).toStrictEqual([expect.stringContaining('Usage: npm run rehearse:aws')]);
});
