/** Resolves when the process is asked to stop: Ctrl-C, or SIGTERM. A second Ctrl-C ends it at once. */
export const stopAsked = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
