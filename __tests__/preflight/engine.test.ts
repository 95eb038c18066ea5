import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { expect, it, onTestFinished } from 'vitest';
import { findEngine } from '../../preflight/engine.ts';

/** A folder with programs in it that print what they are given to print. */
const programs = (printed: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'engines-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(printed)) {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\n[ "$CHECKPOINT_DISABLE" = 1 ] && printf '%s' '${text}'\n`);
    chmodSync(file, 0o755);
  }
  return folder;
};

const wayOut =
  'install Terraform (https://developer.hashicorp.com/terraform/install) or OpenTofu (https://opentofu.org/docs/intro/install) 1.10.0 or newer, or name one with TERRAFORM_BINARY_NAME';

const found = async (printed: Readonly<Record<string, string>>, named?: string) => {
  const folder = programs(printed);
  const engine = await findEngine(named, { PATH: folder });
  return E.isRight(engine) ? `${engine.right.name} ${engine.right.version}` : engine.left;
};

it.each([
  ['Terraform v1.11.4\non linux_amd64\n', 'Terraform 1.11.4'],
  ['Terraform v1.10.0\n', 'Terraform 1.10.0'],
  ['Terraform v2.0.0\n', 'Terraform 2.0.0'],
  ['Terraform v1.12.0-rc1\n', 'Terraform 1.12.0-rc1'],
  ['There are some problems with the configuration\n\nTerraform v1.11.4\n', 'Terraform 1.11.4'],
])('%j is taken', async (text, engine) => {
  expect(await found({ terraform: text })).toBe(engine);
});

it.each([
  ['Terraform v1.9.8', 'Terraform 1.9.8'],
  ['Terraform v0.15.5', 'Terraform 0.15.5'],
  ['Terraform v1.10.0-rc1', 'Terraform 1.10.0-rc1'],
])('%s is too old, and the sentence says what to do', async (text, shown) => {
  expect(await found({ terraform: text })).toStrictEqual({
    tag: 'unfit',
    message: `terraform is ${shown}, which is too old; ${wayOut}`,
  });
});

it('OpenTofu is taken where there is no Terraform, or one that is too old', async () => {
  expect(await found({ tofu: 'OpenTofu v1.10.2' })).toBe('OpenTofu 1.10.2');
  expect(await found({ terraform: 'Terraform v1.5.7', tofu: 'OpenTofu v1.10.2' })).toBe(
    'OpenTofu 1.10.2',
  );
});

it('of two that are too old the first is told', async () => {
  expect(await found({ terraform: 'Terraform v1.5.7', tofu: 'OpenTofu v1.9.0' })).toMatchObject({
    message: expect.stringContaining('terraform is Terraform 1.5.7'),
  });
});

it('one that is named is the one, good or bad', async () => {
  const both = {
    terraform: 'Terraform v1.11.4',
    old: 'Terraform v1.2.0',
    tofu: 'OpenTofu v1.10.2',
  };
  expect(await found(both, 'tofu')).toBe('OpenTofu 1.10.2');
  expect(await found(both, 'old')).toMatchObject({
    tag: 'unfit',
    message: expect.stringContaining('old is Terraform 1.2.0, which is too old'),
  });
  expect(await found(both, 'another')).toStrictEqual({
    tag: 'unfit',
    message: `no another on this machine; ${wayOut}`,
  });
});

it('one is named by the variable that cdktf reads, too', async () => {
  const folder = programs({ mine: 'OpenTofu v1.11.0', terraform: 'Terraform v1.11.4' });
  expect(
    await findEngine(undefined, { PATH: folder, TERRAFORM_BINARY_NAME: 'mine' }),
  ).toStrictEqual(E.right({ name: 'OpenTofu', program: 'mine', version: '1.11.0' }));
});

it('a path means the same from every folder', async () => {
  const folder = programs({ tofu: 'OpenTofu v1.11.0' });
  const program = join(folder, 'tofu');
  expect(await findEngine(relative(process.cwd(), program), { PATH: '' })).toStrictEqual(
    E.right({ name: 'OpenTofu', program, version: '1.11.0' }),
  );
});

it('where there is none, it says so', async () => {
  expect(await found({})).toStrictEqual({
    tag: 'none',
    message: `no terraform or tofu on this machine; ${wayOut}`,
  });
});

it('what is something else is not taken for an engine', async () => {
  expect(await found({ terraform: 'terraform, a game of planets' })).toMatchObject({
    tag: 'unfit',
    message: expect.stringContaining('terraform does not say that it is Terraform or OpenTofu'),
  });
});
