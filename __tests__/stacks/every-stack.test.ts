import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../support/small-clone.ts';
import { placedIn, synthesise } from '../support/stacks/synthesised.ts';

const all = synthesise();

describe('every log group', () => {
  it('keeps for a time, and every function has one', () => {
    const groups = placedIn(all).filter(({ type }) => type === 'aws_cloudwatch_log_group');
    for (const { resource } of groups) expect(resource['retention_in_days']).toBeGreaterThan(0);
    const functions = placedIn(all).filter(({ type }) => type === 'aws_lambda_function');
    const names = groups.map(({ resource }) => resource['name']);
    for (const { resource } of functions)
      expect(names).toContain(`/aws/lambda/${String(resource['function_name'])}`);
  });
});

describe('every stack', () => {
  /** What changes with the artifacts, and what nobody can read. */
  const readable = (text: string): string =>
    text
      .replace(
        /"user_data": "([^"]+)"/,
        (_, data: string) =>
          `"user_data": ${JSON.stringify(Buffer.from(data, 'base64').toString().split('\n'), null, 1)}`,
      )
      .replaceAll(/[0-9a-f]{64}|[0-9A-F]{32}/g, '<hash>');

  it.each(Object.keys(all))('%s is as it was', async (name) => {
    const text = `${readable(JSON.stringify(all[name], null, 2))}\n`;
    await expect(text).toMatchFileSnapshot(
      join(projectRoot, `__tests__/stacks/snapshots/${name}.json`),
    );
  });

  it('meets others by names: none reads the state of another', () => {
    expect(JSON.stringify(all)).not.toContain('terraform_remote_state');
  });

  it('can be planned in an empty account: what another makes is looked for when it has been made', () => {
    const lookUps = Object.values(all).flatMap(({ data = {} }) =>
      Object.values(data).flatMap((each) => Object.values(each)),
    );
    expect(lookUps.length).toBeGreaterThan(1);
    for (const lookUp of lookUps) expect(lookUp['depends_on']).toStrictEqual(['aws_iam_role.role']);
  });

  it('is pinned to the providers that the bindings were made for', () => {
    const { devDependencies } = JSON.parse(
      readFileSync(join(projectRoot, 'package.json'), 'utf8'),
    ) as {
      readonly devDependencies: Readonly<Record<string, string>>;
    };
    expect(devDependencies).toMatchObject({
      '@cdktf/provider-aws': '21.22.1',
      '@cdktf/provider-snowflake': '15.9.1',
      cdktf: '0.21.0',
    });
    expect(all['warehouse']?.terraform['required_providers']).toMatchObject({
      aws: { version: '6.25.0' },
      snowflake: { version: '2.11.0' },
    });
  });
});
