import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { interpreter } from '../../support/aws/ministack.ts';
import { projectRoot } from '../../support/small-clone.ts';
import { synthesise, theOne } from '../../support/stacks/synthesised.ts';
import { hasSystemdAnalyze, systemdAnalyze, type Analysis } from '../../support/systemd.ts';

const host = join(projectRoot, 'stacks/listener/host');
const read = (name: string): string => readFileSync(join(host, name), 'utf8');
const named = (end: string): ReadonlyArray<string> =>
  readdirSync(host).filter((name) => name.endsWith(end));

const folders: Array<string> = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** The units as they lie on an instance, one of them otherwise; this machine's Node stands in for theirs. */
const unitsIn = (change: (text: string) => string = (text) => text): ReadonlyArray<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'units-'));
  folders.push(folder);
  return [...named('.service'), ...named('.timer')].map((name) => {
    const path = join(folder, name);
    writeFileSync(path, change(read(name)).replace('/usr/bin/node-24', process.execPath));
    return path;
  });
};
const verified = (units: ReadonlyArray<string>): string =>
  systemdAnalyze('verify', '--man=no', ...units).said;

/** Of 100, the most that systemd may find exposed. */
const EXPOSED_AT_MOST: Readonly<Record<string, number>> = {
  'mempool-listener.service': 20,
  'mempool-environment.service': 25,
  'mempool-clock.service': 16,
  'mempool-drain.service': 45, // it ends a service and unmounts, for the whole machine
};
const judged = (unit: string, most: number): Analysis =>
  systemdAnalyze('security', '--offline=true', `--threshold=${most}`, unit);

describe.runIf(hasSystemdAnalyze)('the units', () => {
  it('are understood by systemd, to the last setting', () => {
    expect(verified(unitsIn())).toBe('');
  });

  it('are refused with a setting that there is not, and without one they need', () => {
    const misspelt = unitsIn((text) => text.replace('RestrictRealtime=', 'RestrictRealtim='));
    expect(verified(misspelt)).toMatch(/Unknown key (name )?'RestrictRealtim'/);
    const never = unitsIn((text) => text.replace('OnCalendar=minutely', 'OnCalendar=minutly'));
    expect(verified(never)).toContain('minutly');
    const nothing = unitsIn((text) => text.replace(/^ExecStart=.*$/m, ''));
    expect(verified(nothing)).toContain('ExecStart=');
    const [unneeded = ''] = unitsIn((text) =>
      text.replace('Requires=mempool-e', 'Requires=mempol-e'),
    );
    expect(verified([join(dirname(unneeded), 'mempool-listener.service')])).toContain(
      'mempol-environment.service not found',
    );
  });

  it.each(Object.entries(EXPOSED_AT_MOST))('%s is exposed at most %i of 100', (name, most) => {
    expect(Object.keys(EXPOSED_AT_MOST).toSorted()).toStrictEqual(named('.service').toSorted());
    const unit = (units: ReadonlyArray<string>): string =>
      units.find((path) => path.endsWith(name)) ?? '';
    const { isGood, said } = judged(unit(unitsIn()), most);
    expect(isGood, said).toBe(true);
    const open = unitsIn((text) =>
      text.replaceAll(/^(NoNewPrivileges|SystemCallFilter)=.*$/gm, ''),
    );
    expect(judged(unit(open), most).isGood, 'the limit is close').toBe(false);
  });
});

const shellcheck = (text: string): string => {
  const program = join(dirname(interpreter()), 'shellcheck');
  const { error, stdout } = spawnSync(program, ['--shell=bash', '-'], {
    input: text,
    encoding: 'utf8',
  });
  if (error !== undefined) throw error;
  return stdout;
};

describe('the scripts', () => {
  const userData = Buffer.from(
    String(theOne(synthesise()['listener'], 'aws_launch_template')['user_data']),
    'base64',
  ).toString();

  it.each([...named('.sh'), 'user data'])('ShellCheck has nothing to say of %s', (name) => {
    expect(shellcheck(name === 'user data' ? userData : read(name))).toBe('');
  });

  it('are refused where a variable could fall apart', () => {
    expect(shellcheck('#!/bin/bash\nrm -r $HERE/x\n')).toContain('SC2086');
  });
});
