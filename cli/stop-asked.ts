import { constants } from 'node:os';

/** Whoever started us may pass on a signal that the terminal sent to us as well. */
const SAME_REQUEST_MS = 2000;

/**
 * Resolves to the signal when the process is asked to stop: Ctrl-C, or SIGTERM. One more, later than an echo of the
 * first, ends it at once.
 */
export const stopAsked = (): Promise<NodeJS.Signals> =>
  new Promise((resolve) => {
    let askedAtMs: number | null = null;
    const asked = (signal: 'SIGINT' | 'SIGTERM'): void => {
      askedAtMs ??= performance.now();
      resolve(signal);
      if (performance.now() - askedAtMs > SAME_REQUEST_MS)
        process.exit(128 + constants.signals[signal]);
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, asked);
  });
