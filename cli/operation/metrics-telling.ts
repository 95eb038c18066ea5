import { appendFile } from 'node:fs/promises';
import type { Log } from './log.ts';
import type { DeliveryStats } from './stats.ts';

export interface MetricsOptions {
  readonly network: string;
  /** Null: that of no deployment. */
  readonly environment: string | null;
  /** 0: none. */
  readonly everySeconds: number;
  /**
   * Lines are appended to it, opened anew each time, so that it may be moved away: CloudWatch's agent follows files.
   * Null: into the log where that is JSON, for collectors that follow the journal.
   */
  readonly file: string | null;
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Tells metrics each interval; resolves, when stopped, after the last ones. */
export const tellMetrics = (
  stats: Pick<DeliveryStats, 'since'>,
  options: MetricsOptions,
  log: Log,
): { readonly stop: () => Promise<void> } => {
  const { everySeconds, file } = options;
  const write = async (): Promise<void> => {
    const { metricsOfListener } = await import('./metrics.ts'); // loads slowly, and is first needed later
    const json = metricsOfListener(stats.since(), options, Date.now());
    if (file === null) return log.document(json);
    try {
      await appendFile(file, `${json}\n`);
    } catch (error) {
      log.tell({ event: 'metrics-unwritten', file, reason: reasonOf(error) });
    }
  };
  if (everySeconds === 0) return { stop: async () => undefined };
  let writing = Promise.resolve();
  const timer = setInterval(() => {
    writing = writing.then(write); // in order, and never two at once
  }, everySeconds * 1000);
  return {
    stop: async () => {
      clearInterval(timer);
      await writing.then(write);
    },
  };
};
