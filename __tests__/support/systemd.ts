import { spawnSync } from 'node:child_process';

const { error } = spawnSync('systemd-analyze', ['--version']);
const missing = error !== undefined;
if (missing && process.env['CI'] !== undefined)
  throw new Error('no systemd-analyze: install it (Debian: apt-get install systemd)');
if (missing) console.warn('SKIPPED tests of the units: no systemd-analyze');

/** Whether units can be looked at here. In CI a missing program is a failure. */
export const hasSystemdAnalyze = !missing;

/** What systemd has to say, and whether it is content. */
export interface Analysis {
  readonly isGood: boolean;
  readonly said: string;
}

export const systemdAnalyze = (...words: ReadonlyArray<string>): Analysis => {
  const { status, stdout, stderr } = spawnSync('systemd-analyze', words, { encoding: 'utf8' });
  return { isGood: status === 0, said: `${stdout}${stderr}` };
};
