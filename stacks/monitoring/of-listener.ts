import type { Alarm, Metric, Told } from './alarm.ts';

/** Told each minute by `cli/operation/metrics.ts`, the clock by `listener/host/clock-offset.sh`. */
const told = (
  dimensions: Told,
  name: string,
  statistic: Metric['statistic'],
  unit: string,
): Metric => ({
  namespace: 'BitcoinPipeline',
  name,
  dimensions: { ...dimensions },
  statistic,
  unit,
});

/** Of what the listener says of itself. */
export const alarmsOfListener = (by: Told): ReadonlyArray<Alarm> => [
  {
    kind: 'gap-open',
    means: 'For 5 minutes there has been nothing to rely on: a gap is open, or no socket.',
    metric: told(by, 'GapOpenSeconds', 'Maximum', 'Seconds'),
    when: { is: 'above', threshold: 300 },
    periods: 1,
    periodSeconds: 60,
    silence: 'good',
  },
  {
    kind: 'coverage',
    means: 'Less than 99 % of the last hour can be vouched for, or the listener says nothing.',
    metric: told(by, 'CoveragePercent', 'Average', 'Percent'),
    when: { is: 'below', threshold: 99 },
    periods: 1,
    periodSeconds: 3600,
    silence: 'bad',
  },
  {
    kind: 'quarantine',
    means: 'Something came that did not decode; it is kept whole.',
    metric: told(by, 'FragmentsQuarantined', 'Sum', 'Count'),
    when: { is: 'above', threshold: 0 },
    periods: 1,
    periodSeconds: 300,
    silence: 'good',
  },
  {
    kind: 'spool-half',
    means: 'The spool is more than half full: lines come, and do not get to the lake.',
    metric: told(by, 'SpoolUsedPercent', 'Maximum', 'Percent'),
    when: { is: 'above', threshold: 50 },
    periods: 1,
    periodSeconds: 60,
    silence: 'good',
  },
  {
    kind: 'put-failures',
    means: 'For 15 minutes Firehose has refused lines again and again; they wait in the spool.',
    metric: told(by, 'PutFailures', 'Sum', 'Count'),
    when: { is: 'above', threshold: 0 },
    periods: 3,
    periodSeconds: 300,
    silence: 'good',
  },
  {
    kind: 'clock',
    means: 'The clock of the instance is more than half a second off, or follows no time service.',
    metric: told(by, 'ClockOffsetMilliseconds', 'Maximum', 'Milliseconds'),
    when: { is: 'above', threshold: 500 },
    periods: 3,
    periodSeconds: 300,
    silence: 'bad',
  },
];
