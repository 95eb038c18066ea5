import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { streamNames } from '@bitcoin-pipeline/model';
import { metricsDocument, type Metric } from '../../lake/aws/metrics.ts';
import type { Figures, StreamFigures } from './stats.ts';

/**
 * Of the process. A put's fault is part of the metric's name, since a dimension costs a metric for each of its values
 * and only codes that came are written; `PutFailures` is there always, for an alarm.
 */
const ofProcess = (figures: Figures): ReadonlyArray<Metric> => [
  ['FramesIn', MetricUnit.Count, figures.framesIn],
  ['LinesIn', MetricUnit.Count, figures.linesIn],
  ['LinesOut', MetricUnit.Count, figures.linesOut],
  ['BytesOut', MetricUnit.Bytes, figures.bytesOut],
  ['RecordsOut', MetricUnit.Count, figures.recordsOut],
  ['SpoolBytes', MetricUnit.Bytes, figures.spoolBytes],
  ['SpoolUnsyncedBytes', MetricUnit.Bytes, figures.spoolUnsyncedBytes],
  ['LagSeconds', MetricUnit.Seconds, figures.lagSeconds],
  ['SyncMillisecondsMax', MetricUnit.Milliseconds, figures.syncMillisecondsMax],
  ['EventLoopDelayP99Milliseconds', MetricUnit.Milliseconds, figures.eventLoopDelayP99Milliseconds],
  [
    'PutFailures',
    MetricUnit.Count,
    Object.values(figures.putFailures).reduce((sum, count) => sum + count, 0),
  ],
  ...Object.entries(figures.putFailures).map(([code, count]): Metric => [
    `PutFailures.${code}`,
    MetricUnit.Count,
    count,
  ]),
];

const ofStream = ({ linesOut, lagSeconds }: StreamFigures): ReadonlyArray<Metric> => [
  ['LinesOut', MetricUnit.Count, linesOut],
  ['LagSeconds', MetricUnit.Seconds, lagSeconds],
];

/**
 * The figures in CloudWatch's embedded format: a document for the process and one for each stream, each one line of
 * JSON. With dimensions `network`, and `network` and `stream`, that is 21 metrics at most times.
 */
export const metricsDocuments = (
  figures: Figures,
  network: string,
  atMs: number,
): ReadonlyArray<string> => [
  metricsDocument({ network }, atMs, ofProcess(figures)),
  ...streamNames.map((stream) =>
    metricsDocument({ network, stream }, atMs, ofStream(figures.streams[stream])),
  ),
];
