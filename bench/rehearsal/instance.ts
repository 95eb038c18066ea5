import { readFileSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startThere, type Started } from '../../__tests__/support/stacks/unpacked.ts';
import type { Here } from './here.ts';

/** What of the instance is on this machine: the folder stands for its root. */
export interface Instance {
  /** @param place on the instance, such as /opt/mempool */
  readonly path: (place: string) => string;
  readonly variables: Readonly<Record<string, string>>;
}

const INSTALL = 'bash /opt/mempool/host/install.sh\n';
const places = ['/etc/mempool', '/opt/mempool'] as const;

const awsCommand = fileURLToPath(new URL('aws-command.ts', import.meta.url));
/** Commands that an instance has and this machine need not have. */
const standIns: Readonly<Record<string, string>> = {
  aws: `exec '${process.execPath}' --import '${import.meta.resolve('tsx')}' '${awsCommand}' "$@"`,
  dnf: ':', // the packages
  sleep: ':', // a role is there at once
};

/** With the metadata of an instance to take credentials from, version 2 alone, and no other. */
const environmentOf = ({ endpoint, folder }: Here): Readonly<Record<string, string>> => ({
  PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
  HOME: folder,
  AWS_EC2_METADATA_SERVICE_ENDPOINT: endpoint,
});

const bash = async (here: Here, script: string, env: Readonly<Record<string, string>> = {}) => {
  const { ended, said } = startThere(['bash', '--norc', '-c', script], here.folder, {
    ...environmentOf(here),
    AWS_ENDPOINT_URL: here.endpoint,
    ...env,
  });
  if ((await ended) !== 0) throw new Error(said());
};

const readVariables = (file: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [, name = '', value = ''] = /^(\w+)="(.*)"$/.exec(line) ?? [];
        return [name, value];
      }),
  );

/**
 * Does what the user data says, but for its last line, which makes a service of it, and then what the service does
 * before it starts. Throws with what the scripts say.
 * @param userData of the launch template, in Base64
 */
export const bear = async (here: Here, userData: string): Promise<Instance> => {
  const { folder } = here;
  const path = (place: string): string => join(folder, place);
  const moved = (script: string): string =>
    places.reduce((text, place) => text.replaceAll(place, path(place)), script);

  await mkdir(join(folder, 'bin'));
  for (const [name, script] of Object.entries(standIns)) {
    await writeFile(join(folder, 'bin', name), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, 'bin', name), 0o755);
  }
  const script = Buffer.from(userData, 'base64').toString();
  if (!script.endsWith(INSTALL)) throw new Error(`the user data ends otherwise: ${script}`);
  await bash(here, moved(script.slice(0, -INSTALL.length)));
  const write = await readFile(path('/opt/mempool/host/write-environment.sh'), 'utf8');
  await bash(here, `set -a; . '${path('/etc/mempool/instance.env')}'\n${moved(write)}`);
  return { path, variables: readVariables(path('/etc/mempool/mempool.env')) };
};

/** Starts the service by its unit's command, some variables otherwise. */
export const startService = async (
  here: Here,
  { path, variables }: Instance,
  otherwise: Readonly<Record<string, string>>,
): Promise<Started> => {
  const unit = await readFile(path('/opt/mempool/host/mempool-listener.service'), 'utf8');
  const command = /^ExecStart=\/usr\/bin\/node-24 (.*)$/m.exec(unit)?.[1];
  if (command === undefined) throw new Error(`the unit starts something else: ${unit}`);
  const words = command.replace('/opt/mempool', path('/opt/mempool')).split(' ');
  await mkdir(path('/var/log/mempool'), { recursive: true });
  return startThere([process.execPath, ...words], path(''), {
    ...environmentOf(here),
    ...variables,
    ...otherwise,
  });
};
