/** A metric that CloudWatch makes of a line, as an alarm names it. */
export interface ToldMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, unknown>>;
}

/** A document in CloudWatch's embedded format. */
type Embedded = Readonly<Record<string, unknown>> & {
  readonly _aws: {
    /** UTC in milliseconds. */
    readonly Timestamp: number;
    readonly CloudWatchMetrics: ReadonlyArray<{
      readonly Namespace: string;
      readonly Dimensions: ReadonlyArray<ReadonlyArray<string>>;
      readonly Metrics: ReadonlyArray<{ readonly Name: string }>;
    }>;
  };
};

/** What it is at a moment. */
export interface ToldPoint extends ToldMetric {
  readonly value: number;
  readonly atMs: number;
}

const ofDocument = (document: Embedded): ReadonlyArray<ToldPoint> =>
  document._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Metrics.flatMap(({ Name }) => {
      const value = document[Name];
      if (typeof value !== 'number') return [];
      return Dimensions.map((keys) => ({
        namespace: Namespace,
        name: Name,
        dimensions: Object.fromEntries(keys.map((key) => [key, document[key]])),
        value,
        atMs: document._aws.Timestamp,
      }));
    }),
  );

/** The values in lines of a log, whatever else stands between them. */
export const pointsIn = (text: string): ReadonlyArray<ToldPoint> =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{"_aws"'))
    .flatMap((line) => ofDocument(JSON.parse(line) as Embedded));

/** The metrics in them. */
export const toldIn = (text: string): ReadonlyArray<ToldMetric> =>
  pointsIn(text).map(({ namespace, name, dimensions }) => ({ namespace, name, dimensions }));
