import { existsSync, readFileSync } from 'node:fs';
import { pointsIn, type ToldPoint } from '../../__tests__/support/aws/embedded-metrics.ts';
import type { Context } from './context.ts';
import { mustRun, type Listener } from './listener.ts';
import { putPoints } from './metrics.ts';
import { invocations } from './schedule.ts';
import { until } from './until.ts';

/** The listener tells each minute, and the first is left out. */
const TOLD_WITHIN_MS = 150_000;

/** Its first minute is left out, in which it connects. */
const told = ({ metricsFile }: Listener): ReadonlyArray<ToldPoint> => {
  if (!existsSync(metricsFile)) return [];
  const points = pointsIn(readFileSync(metricsFile, 'utf8'));
  return points.filter(({ atMs }) => atMs !== points[0]?.atMs);
};

/** What the services count of calls, which the server does not. */
const counted = async (context: Context): Promise<ReadonlyArray<ToldPoint>> => [
  ...context.here.incoming.map(({ stream, records, atMs }) => ({
    namespace: 'AWS/Firehose',
    name: 'IncomingRecords',
    dimensions: { DeliveryStreamName: stream },
    value: records,
    atMs,
  })),
  ...(await invocations(context)),
];

/** Waits for the listener to tell once more, and gives the server all that is new. */
export type Feed = () => Promise<void>;

/** What CloudWatch would have by itself: it takes metrics out of logs, and services count what they are asked. */
export const feedOf = (context: Context, listener: Listener): Feed => {
  const given = new Set<string>();
  return async () => {
    const before = told(listener).length;
    await until(TOLD_WITHIN_MS, () => {
      mustRun(listener);
      return told(listener).length > before ? true : null;
    });
    const all = [...told(listener), ...(await counted(context))];
    const fresh = all.filter((point) => !given.has(JSON.stringify(point)));
    await putPoints(context.here, fresh);
    fresh.forEach((point) => given.add(JSON.stringify(point)));
  };
};
