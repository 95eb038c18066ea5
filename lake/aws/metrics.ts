import { Metrics, type MetricUnit } from '@aws-lambda-powertools/metrics';

const NAMESPACE = 'BitcoinPipeline';

export type Metric = readonly [
  name: string,
  unit: (typeof MetricUnit)[keyof typeof MetricUnit],
  value: number,
];

/** Whose metrics they are. */
export interface Origin {
  readonly network: string;
  /** Of a deployment, of which an account may have several; null: of none. */
  readonly environment: string | null;
}

/**
 * Metrics in CloudWatch's embedded format: one line of JSON. Each metric costs something each month; `figures` are
 * fields of the same line, which only a search of the log finds.
 */
export const metricsDocument = (
  { network, environment }: Origin,
  atMs: number,
  metrics: ReadonlyArray<Metric>,
  figures: Readonly<Record<string, number>>,
): string => {
  const document = new Metrics({ namespace: NAMESPACE });
  document.clearDefaultDimensions(); // it would add a `service`
  document.setDefaultDimensions({ ...(environment === null ? {} : { environment }), network });
  document.setTimestamp(atMs);
  for (const [name, unit, value] of metrics) document.addMetric(name, unit, value);
  return JSON.stringify({ ...document.serializeMetrics(), ...figures });
};
