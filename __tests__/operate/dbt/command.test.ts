import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { dbtCommand } from '../../../operate/dbt/command.ts';
import { settingsOf } from '../../../operate/dbt/settings.ts';
import { nowhere, serve } from '../../support/http-server.ts';
import { projectRoot } from '../../support/small-clone.ts';
import { deploymentWith, exampleFile } from '../../support/stacks/deployment.ts';
import { synthesise, ofType } from '../../support/stacks/synthesised.ts';

/** Stands in for Python: writes down what it was called with, and ends with 3. */
const recorder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'dbt-command-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [program, seen] = [join(folder, 'python'), join(folder, 'seen')];
  writeFileSync(program, `#!/bin/sh\n{ echo "$*"; env; } > "${seen}"\nexit 3\n`);
  chmodSync(program, 0o755);
  return { program, seen: (): ReadonlyArray<string> => readFileSync(seen, 'utf8').split('\n') };
};

const run = async (args: ReadonlyArray<string>, env: NodeJS.ProcessEnv) => {
  const said: Array<string> = [];
  const code = await dbtCommand(args, env, (text) => said.push(text));
  return { code, said: said.join('\n') };
};

const configured = {
  BITCOIN_PIPELINE_DEPLOYMENT: exampleFile,
  PATH: process.env['PATH'],
  DBT_TARGET_PATH: '/no/such/folder',
};

describe('dbt on Snowflake', () => {
  it('is given the names that are deployed, and gives its exit code', async () => {
    const { program, seen } = recorder();
    const env = { ...configured, BITCOIN_PIPELINE_PYTHON: program };
    expect(await run(['build', '--select', 'gold'], env)).toStrictEqual({ code: 3, said: '' });
    expect(seen()[0]).toMatch(/^-m dbt\.cli\.main build --select gold --target snowflake /);
    for (const set of [
      'SNOWFLAKE_ACCOUNT=YOURORG-YOURACCOUNT',
      'SNOWFLAKE_USER=BITCOIN_PROD_TRANSFORMER_USER',
      'SNOWFLAKE_ROLE=BITCOIN_PROD_TRANSFORMER',
      'SNOWFLAKE_WAREHOUSE=BITCOIN_DBT_PROD',
      'SNOWFLAKE_DATABASE=BITCOIN_PROD',
    ])
      expect(seen()).toContain(set);
    expect(seen().join('\n')).not.toContain('SNOWFLAKE_TOKEN');
  });

  it('is given a token of the workflow it runs in, made for Snowflake', async () => {
    const { program, seen } = recorder();
    const asked: Array<string> = [];
    const address = await serve((request, response) => {
      asked.push(`${request.url} ${request.headers.authorization}`);
      response.end(JSON.stringify({ value: 'the-token' }));
    });
    await run(['build'], {
      ...configured,
      BITCOIN_PIPELINE_PYTHON: program,
      ACTIONS_ID_TOKEN_REQUEST_URL: `${address}/token?version=2`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'bearer',
    });
    expect(asked).toStrictEqual(['/token?version=2&audience=snowflakecomputing.com Bearer bearer']);
    expect(seen()).toContain('SNOWFLAKE_TOKEN=the-token');
  });

  it('builds as somebody else where that is said', async () => {
    const { program, seen } = recorder();
    await run(['build'], {
      ...configured,
      BITCOIN_PIPELINE_PYTHON: program,
      SNOWFLAKE_USER: 'ME',
      SNOWFLAKE_AUTHENTICATOR: 'snowflake_jwt',
    });
    expect(seen()).toContain('SNOWFLAKE_USER=ME');
  });

  it('does not ask how fresh prices are where no backend quotes any', async () => {
    const { program, seen } = recorder();
    const folder = mkdtempSync(join(tmpdir(), 'dbt-command-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'signet.json');
    const signet = { network: 'signet', sourceUrl: 'https://mempool.space/signet' };
    const example = JSON.parse(readFileSync(exampleFile, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...example, ...signet }));
    const env = { ...configured, BITCOIN_PIPELINE_PYTHON: program };
    await run(['source', 'freshness'], env);
    expect(seen()[0]).not.toContain('--exclude');
    await run(['source', 'freshness'], { ...env, BITCOIN_PIPELINE_DEPLOYMENT: file });
    expect(seen()[0]).toContain(' source freshness --exclude source:raw.conversions --target ');
    await run(['build'], { ...env, BITCOIN_PIPELINE_DEPLOYMENT: file });
    expect(seen()[0]).not.toContain('--exclude');
  });

  it.each([
    ['without a configuration', ['build'], {}, 2, /no configuration of a deployment is named/],
    ['without a command', [], configured, 2, /^Usage: npm run dbt/],
    ['asked for help', ['--help'], configured, 0, /^Usage: npm run dbt/],
  ])('%s it says so, and starts nothing', async (_, args, env, code, says) => {
    const ended = await run(args, { ...env, BITCOIN_PIPELINE_PYTHON: '/no/such/python' });
    expect(ended).toStrictEqual({ code, said: expect.stringMatching(says) });
  });

  it('starts nothing where GitHub gives no token', async () => {
    const ended = await run(['build'], {
      ...configured,
      BITCOIN_PIPELINE_PYTHON: '/no/such/python',
      ACTIONS_ID_TOKEN_REQUEST_URL: await nowhere(),
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'bearer',
    });
    expect(ended).toStrictEqual({ code: 1, said: expect.stringMatching(/./) });
    expect(ended.said).not.toContain('bearer');
  });
});

const deployment = deploymentWith();

it('gives everything that the profile wants and has no default for', () => {
  const text = readFileSync(join(projectRoot, 'dbt/profiles.yml'), 'utf8');
  const profile = JSON.stringify(
    (parse(text) as { bitcoin_pipeline: { outputs: { snowflake: unknown } } }).bitcoin_pipeline
      .outputs.snowflake,
  );
  const wanted = [...profile.matchAll(/env_var\('(\w+)'\)/g)].map(([, name = '']) => name);
  expect(wanted.length).toBeGreaterThan(4);
  expect(Object.keys(settingsOf(deployment, null)).toSorted()).toStrictEqual(wanted.toSorted());
});

it('names a user that the stack access makes', () => {
  const users = ofType(synthesise(deployment)['access'], 'snowflake_service_user');
  const { SNOWFLAKE_USER: user, SNOWFLAKE_ROLE: role } = settingsOf(deployment, null);
  expect(users.map(({ name }) => name)).toContain(user);
  expect(user).toBe(`${role}_USER`);
});
