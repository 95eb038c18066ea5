/** What ends a request before its answer is whole. */
export type Ending = 'timeout' | 'stopped';

/** The time of one request, head and body together. */
export interface Limit {
  readonly signal: AbortSignal;
  /** Null while it holds. */
  readonly ended: () => Ending | null;
  /** To be called when the request is over. */
  readonly release: () => void;
}

/**
 * Ends after so long, or with the caller's signal. A controller and a timer of its own: with Node 20.20 an
 * `AbortSignal.any` over an `AbortSignal.timeout` is collected under a request that goes on, and never ends it.
 */
export const limit = (ms: number, caller: AbortSignal | undefined): Limit => {
  const controller = new AbortController();
  let ended: Ending | null = null;
  const end = (ending: Ending) => (): void => {
    ended ??= ending;
    controller.abort();
  };
  const stop = end('stopped');
  const timer = setTimeout(end('timeout'), ms);
  caller?.addEventListener('abort', stop, { once: true });
  if (caller?.aborted === true) stop();
  return {
    signal: controller.signal,
    ended: () => ended,
    release: () => {
      clearTimeout(timer);
      caller?.removeEventListener('abort', stop);
    },
  };
};
