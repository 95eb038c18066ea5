import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('disk-full-process.ts', import.meta.url));

/** Whether a disk of our own can be made: a name space with a tmpfs in it. */
export const canMount =
  spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs none /mnt']).status === 0;

/** Runs the play of a full disk in a name space where a folder is a disk of so many MiB; resolves to what it prints. */
export const playOnSmallDisk = async (
  disk: string,
  mib: number,
  args: ReadonlyArray<string>,
): Promise<unknown> => {
  const child = spawn('unshare', [
    '-rm',
    'sh',
    '-c',
    `mount -t tmpfs -o size=${mib}m none "$0" && exec "$@"`,
    disk,
    process.execPath,
    '--import',
    'tsx',
    script,
    disk,
    ...args,
  ]);
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString('utf8')));
  const code = await new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`exit ${code}: ${err}`);
  return JSON.parse(out);
};
