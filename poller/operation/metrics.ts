import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { metricsDocument, type Metric } from '../../lake/aws/metrics.ts';
import type { TurnFigures } from './figures.ts';

const count = (name: string, value: number): Metric => [name, MetricUnit.Count, value];

const metricsOf = (figures: TurnFigures): ReadonlyArray<Metric> => {
  const { held, sourceFaults } = figures;
  const perCode = Object.entries(sourceFaults);
  return [
    ['TurnDurationMs', MetricUnit.Milliseconds, figures.durationMs],
    count('Requests', figures.requests),
    count('BlocksWritten', figures.blocksWritten),
    count('FragmentsQuarantined', figures.fragmentsQuarantined),
    count('Reorganisations', figures.reorganisations),
    count('RacesLost', figures.racesLost),
    count(
      'SourceFaults',
      perCode.reduce((sum, [, faults]) => sum + faults, 0),
    ),
    ...perCode.map(([code, faults]) => count(`SourceFaults.${code}`, faults)),
    count('LakeFaults', figures.lakeFaults),
    count('StateFaults', figures.stateFaults),
    ...(held === null ? [] : [count('PendingBlocks', held.pendingBlocks)]),
    ...(held === null || held.topHeight === null ? [] : [count('TipHeight', held.topHeight)]),
    ...(held === null || held.secondsSinceTipMined === null
      ? []
      : [['SecondsSinceTipMined', MetricUnit.Seconds, held.secondsSinceTipMined] as const]),
  ];
};

/**
 * A turn in CloudWatch's embedded format, by network. What is not known is left out, so that an alarm on missing data
 * sees it; a source's fault is part of the metric's name, since a dimension costs a metric for each of its values.
 */
export const turnMetrics = (figures: TurnFigures, network: string, atMs: number): string =>
  metricsDocument({ network }, atMs, metricsOf(figures));
