import { monitorEventLoopDelay } from 'node:perf_hooks';

const SAMPLE_EVERY_MS = 20;

/** How late the event loop was: the 99th percentile in milliseconds since it was asked last. */
export const eventLoopDelay = (): (() => number) => {
  const histogram = monitorEventLoopDelay({ resolution: SAMPLE_EVERY_MS });
  histogram.enable();
  return () => {
    const sampleMs = histogram.percentile(99) / 1e6; // Node counts the wait for the sample as well
    histogram.reset();
    return Math.max(0, sampleMs - SAMPLE_EVERY_MS);
  };
};
