import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Node has no datagram sockets of this kind; Python does. Each datagram becomes a line. */
const receive = `
import socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(sys.argv[1])
print("bound", flush=True)
while True:
    print(s.recv(4096).decode().replace("\\n", " "), flush=True)
`;

const missing = spawnSync('systemd-notify', ['--version']).error !== undefined;
if (missing && process.env['CI'] !== undefined)
  throw new Error('no systemd-notify: install it (Debian: apt-get install systemd)');
if (missing) console.warn('SKIPPED tests of the watchdog: no systemd-notify');

/** Whether the system can tell systemd anything. In CI a missing program is a failure. */
export const hasSystemdNotify = !missing;

/** A socket as systemd's, and what was said to it. */
export interface NotifyReceiver {
  readonly path: string;
  readonly heard: () => ReadonlyArray<string>;
  /** Resolves when so many messages were heard in all. */
  readonly until: (count: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

export const openNotifyReceiver = async (): Promise<NotifyReceiver> => {
  const folder = await mkdtemp(join(tmpdir(), 'notify-'));
  const path = join(folder, 'socket');
  const child = spawn('python3', ['-c', receive, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = new Promise((resolve) => child.once('close', resolve));
  const heard: string[] = [];
  let tell: () => void = () => undefined;
  const lines = createInterface({ input: child.stdout });
  await new Promise((resolve) => lines.once('line', resolve)); // bound
  lines.on('line', (line) => {
    if (line.includes('=') && !line.startsWith('BARRIER')) heard.push(line);
    tell();
  });
  return {
    path,
    heard: () => heard,
    until: async (count) => {
      while (heard.length < count)
        await new Promise<void>((resolve) => {
          tell = resolve;
        });
    },
    close: async () => {
      child.kill('SIGKILL');
      await gone;
      await rm(folder, { recursive: true });
    },
  };
};
