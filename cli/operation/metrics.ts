import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { streamNames } from '@bitcoin-pipeline/model';
import { metricsDocument, type Metric, type Origin } from '../../lake/aws/metrics.ts';
import type { Figures } from './stats.ts';

/** What alarms look at: `stacks/monitoring`. */
const metricsOf = (figures: Figures, putFailures: number): ReadonlyArray<Metric> => [
  ['PutFailures', MetricUnit.Count, putFailures],
  ['SpoolUsedPercent', MetricUnit.Percent, figures.spoolUsedPercent],
  ['GapOpenSeconds', MetricUnit.Seconds, figures.gapOpenSeconds],
  ['CoveragePercent', MetricUnit.Percent, figures.coveragePercent],
  ['FragmentsQuarantined', MetricUnit.Count, figures.fragmentsQuarantined],
];

const figuresOf = (figures: Figures): Readonly<Record<string, number>> => ({
  FramesIn: figures.framesIn,
  LinesIn: figures.linesIn,
  LinesOut: figures.linesOut,
  BytesOut: figures.bytesOut,
  RecordsOut: figures.recordsOut,
  SpoolBytes: figures.spoolBytes,
  SpoolUnsyncedBytes: figures.spoolUnsyncedBytes,
  LagSeconds: figures.lagSeconds,
  SyncMillisecondsMax: figures.syncMillisecondsMax,
  EventLoopDelayP99Milliseconds: figures.eventLoopDelayP99Milliseconds,
  ...Object.fromEntries(
    Object.entries(figures.putFailures).map(([code, count]) => [`PutFailures.${code}`, count]),
  ),
  ...Object.fromEntries(
    streamNames.flatMap((stream) => [
      [`LinesOut.${stream}`, figures.streams[stream].linesOut],
      [`LagSeconds.${stream}`, figures.streams[stream].lagSeconds],
    ]),
  ),
});

/**
 * The figures of the process in CloudWatch's embedded format, one line of JSON. With the dimensions `network` and, of a deployment, `environment`; parts of
 * a figure (by stream, by fault) have theirs after a dot.
 */
export const metricsOfListener = (figures: Figures, origin: Origin, atMs: number): string =>
  metricsDocument(
    origin,
    atMs,
    metricsOf(
      figures,
      Object.values(figures.putFailures).reduce((sum, count) => sum + count, 0),
    ),
    figuresOf(figures),
  );
