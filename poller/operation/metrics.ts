import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { metricsDocument, type Metric, type Origin } from '../../lake/aws/metrics.ts';
import type { TurnFigures } from './figures.ts';

const count = (name: string, value: number): Metric => [name, MetricUnit.Count, value];

/** What alarms look at: `stacks/monitoring`. */
const metricsOf = (figures: TurnFigures): ReadonlyArray<Metric> => [
  count('FragmentsQuarantined', figures.fragmentsQuarantined),
  count(
    'SourceFaults',
    Object.values(figures.sourceFaults).reduce((sum, faults) => sum + faults, 0),
  ),
];

/** What is not known is left out. */
const figuresOf = ({ held, ...figures }: TurnFigures): Readonly<Record<string, number>> => ({
  TurnDurationMs: figures.durationMs,
  Requests: figures.requests,
  BlocksWritten: figures.blocksWritten,
  Reorganisations: figures.reorganisations,
  RacesLost: figures.racesLost,
  LakeFaults: figures.lakeFaults,
  StateFaults: figures.stateFaults,
  ...Object.fromEntries(
    Object.entries(figures.sourceFaults).map(([code, faults]) => [`SourceFaults.${code}`, faults]),
  ),
  ...(held === null ? {} : { PendingBlocks: held.pendingBlocks }),
  ...(held === null || held.topHeight === null ? {} : { TipHeight: held.topHeight }),
  ...(held === null || held.secondsSinceTipMined === null
    ? {}
    : { SecondsSinceTipMined: held.secondsSinceTipMined }),
});

/** A turn in CloudWatch's embedded format, by network and environment. A fault's code stands after a dot. */
export const turnMetrics = (figures: TurnFigures, origin: Origin, atMs: number): string =>
  metricsDocument(origin, atMs, metricsOf(figures), figuresOf(figures));
