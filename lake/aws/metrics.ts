import { Metrics, type MetricUnit } from '@aws-lambda-powertools/metrics';

const NAMESPACE = 'BitcoinPipeline';

export type Metric = readonly [
  name: string,
  unit: (typeof MetricUnit)[keyof typeof MetricUnit],
  value: number,
];

/**
 * Metrics in CloudWatch's embedded format: one line of JSON. Each metric costs something each month; `figures` are
 * fields of the same line, which only a search of the log finds.
 */
export const metricsDocument = (
  dimensions: Readonly<Record<string, string>>,
  atMs: number,
  metrics: ReadonlyArray<Metric>,
  figures: Readonly<Record<string, number>>,
): string => {
  const document = new Metrics({ namespace: NAMESPACE });
  document.clearDefaultDimensions(); // it would add a `service`
  document.setDefaultDimensions({ ...dimensions });
  document.setTimestamp(atMs);
  for (const [name, unit, value] of metrics) document.addMetric(name, unit, value);
  return JSON.stringify({ ...document.serializeMetrics(), ...figures });
};
