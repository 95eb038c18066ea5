import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as places from '../../../stacks/listener/places.ts';
import { projectRoot } from '../../support/small-clone.ts';
import { ofType, statementsOf, synthesise, theOne } from '../../support/stacks/synthesised.ts';

const host = join(projectRoot, 'stacks/listener/host');
const read = (name: string): string => readFileSync(join(host, name), 'utf8');
const scripts = readdirSync(host).filter((name) => name.endsWith('.sh'));
const listener = synthesise()['listener'];
const userData = Buffer.from(
  String(theOne(listener, 'aws_launch_template')['user_data']),
  'base64',
).toString();

/** The settings of a unit, in order; a name may come more than once. */
const settingsOf = (name: string): ReadonlyArray<string> =>
  read(name)
    .split('\n')
    .filter((line) => /^\w+=/.test(line));

describe('the scripts of the instance', () => {
  it.each([...scripts, 'user data'])('%s is one that bash reads', (name) => {
    const input = name === 'user data' ? userData : read(name);
    expect(execFileSync('bash', ['-n'], { input, encoding: 'utf8' })).toBe('');
    expect(input).toMatch(/^#!\/bin\/bash\n/);
    expect(input).toContain('set -euo pipefail');
  });

  it('know every variable that the user data hands over, and no other', () => {
    const given = [...(/'END'\n([\s\S]*?)\nEND/.exec(userData)?.[1] ?? '').matchAll(/^(\w+)=/gm)];
    const used = scripts.flatMap((name) => [...read(name).matchAll(/\$\{?([A-Z_]+)\b/g)]);
    const names = (found: ReadonlyArray<RegExpMatchArray>) =>
      new Set(found.map(([, name]) => name));
    const ofInstance = [...names(used)].filter((name) => !name?.startsWith('BITCOIN_PIPELINE_'));
    expect(new Set([...ofInstance, 'AWS_REGION'])).toStrictEqual(names(given));
  });

  it("read of the listener's variables only those it is given", () => {
    const given = ofType(listener, 'aws_ssm_parameter').map(({ name }) =>
      String(name).split('/').at(-1),
    );
    const asked = scripts.flatMap((name) => read(name).match(/BITCOIN_PIPELINE_[A-Z_]+/g) ?? []);
    expect(asked).not.toHaveLength(0);
    for (const name of asked) expect(given).toContain(name);
  });

  it('call what the role allows', () => {
    const may = statementsOf(theOne(listener, 'aws_iam_role_policy')['policy']).flatMap(
      ({ actions }) => actions,
    );
    const calls = scripts.flatMap((name) => [
      ...read(name).matchAll(/\baws (ssm|ec2|autoscaling) ([a-z-]+)/g),
    ]);
    expect(calls.length).toBeGreaterThan(3);
    for (const [, service, call = ''] of calls) {
      const action = call.replaceAll(/(^|-)([a-z])/g, (_, __, letter: string) =>
        letter.toUpperCase(),
      );
      expect(may).toContain(`${String(service)}:${action}`);
    }
  });

  it('make no file system where there may be one', () => {
    expect(read('mount-spool.sh')).not.toMatch(/mkfs[^\n]*-f/);
  });
});

describe('the service', () => {
  const unit = settingsOf('mempool-listener.service');

  it('reads the variables that are written for it', () => {
    expect(unit).toContain('EnvironmentFile=/etc/mempool/mempool.env');
    expect(read('write-environment.sh')).toContain('/etc/mempool/mempool.env');
    expect(unit).toContain('Requires=mempool-environment.service');
  });

  it('is watched, and has time to send what waits', () => {
    expect(unit).toEqual(
      expect.arrayContaining([
        'Type=notify',
        'NotifyAccess=all',
        'WatchdogSec=60',
        'Restart=always',
      ]),
    );
    const seconds = Number(unit.find((line) => line.startsWith('TimeoutStopSec='))?.split('=')[1]);
    expect(seconds).toBeGreaterThan(20); // cli/ingest.ts sends for 12 s, and waits 2 s for each of four things
  });

  it('may write where it writes, and nowhere else', () => {
    expect(unit).toContain('ProtectSystem=strict');
    const writable = unit
      .find((line) => line.startsWith('ReadWritePaths='))
      ?.split('=')[1]
      ?.split(' ');
    expect(writable).toStrictEqual([places.SPOOL_MOUNT, '/var/log/mempool']);
    for (const file of [places.LOG_FILE, places.METRICS_FILE, places.SPOOL_DIR])
      expect(writable?.some((folder) => file.startsWith(`${folder}/`))).toBe(true);
  });

  it('gives up what it does not need', () => {
    for (const setting of [
      'CapabilityBoundingSet=',
      'NoNewPrivileges=yes',
      'PrivateDevices=yes',
      'PrivateTmp=yes',
      'ProtectHome=yes',
      'SystemCallFilter=@system-service',
    ])
      expect(unit).toContain(setting);
    expect(unit.join()).not.toContain('MemoryDenyWriteExecute'); // Node compiles while it runs
  });

  it('has its files where the configuration says', () => {
    expect(unit).toContain(`StandardError=append:${places.LOG_FILE}`);
    expect(read('mount-spool.sh')).toContain(`mount=${places.SPOOL_MOUNT}\n`);
    const variables = ofType(listener, 'aws_ssm_parameter').map(({ value }) => value);
    expect(variables).toEqual(expect.arrayContaining([places.METRICS_FILE, places.SPOOL_DIR]));
  });
});
