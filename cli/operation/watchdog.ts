import { spawn } from 'node:child_process';

/** A program that does not end is ended. */
const PATIENCE_MS = 5000;

export interface Watchdog {
  /** Tells that the service is up. */
  readonly ready: () => void;
  /** Tells that it is on its way down, and goes on to tell that it lives. */
  readonly stopping: () => void;
  readonly stop: () => void;
}

type Heard = { readonly program?: string; readonly failed: (reason: string) => void };

/** One after another, what is told twice while one runs only once; a failure is told once. */
const notifier = (program: string, env: NodeJS.ProcessEnv, failed: (reason: string) => void) => {
  const waiting: string[] = [];
  let running = false;
  let hasFailed = false;
  const ended = (reason: string | null): void => {
    running = false;
    if (reason !== null && !hasFailed) failed(reason);
    hasFailed ||= reason !== null;
    next();
  };
  const next = (): void => {
    const words = running ? undefined : waiting.shift();
    if (words === undefined) return;
    running = true;
    const child = spawn(program, [words], { env, stdio: 'ignore', timeout: PATIENCE_MS });
    child.once('error', ({ message }) => ended(message));
    child.once('exit', (code) =>
      ended(code === 0 ? null : `${program} ${words} ended with ${code ?? 'a signal'}`),
    );
  };
  return (words: string): void => {
    if (!waiting.includes(words)) waiting.push(words);
    next();
  };
};

const silent: Watchdog = {
  ready: () => undefined,
  stopping: () => undefined,
  stop: () => undefined,
};

/**
 * Tells systemd how the service is doing, where it asks (`NOTIFY_SOCKET`): ready, stopping, and, each half of
 * `WATCHDOG_USEC`, alive. The last comes from the event loop: one that hangs falls silent and is restarted. Node has no
 * datagram sockets of this kind, so `systemd-notify` sends it, and the unit needs `Type=notify` and `NotifyAccess=all`.
 */
export const startWatchdog = (env: NodeJS.ProcessEnv, heard: Heard): Watchdog => {
  if ((env['NOTIFY_SOCKET'] ?? '') === '') return silent;
  const notify = notifier(heard.program ?? 'systemd-notify', env, heard.failed);
  const everyMs = Number(env['WATCHDOG_USEC'] ?? '0') / 1000 / 2;
  const timer = everyMs >= 1 ? setInterval(() => notify('WATCHDOG=1'), everyMs) : null;
  timer?.unref();
  return {
    ready: () => notify('READY=1'),
    stopping: () => notify('STOPPING=1'),
    stop: () => {
      if (timer !== null) clearInterval(timer);
    },
  };
};
