/** A metric that CloudWatch makes of a line, as an alarm names it. */
export interface ToldMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, unknown>>;
}

/** A document in CloudWatch's embedded format. */
type Embedded = Readonly<Record<string, unknown>> & {
  readonly _aws: {
    readonly CloudWatchMetrics: ReadonlyArray<{
      readonly Namespace: string;
      readonly Dimensions: ReadonlyArray<ReadonlyArray<string>>;
      readonly Metrics: ReadonlyArray<{ readonly Name: string }>;
    }>;
  };
};

const ofDocument = (document: Embedded): ReadonlyArray<ToldMetric> =>
  document._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Metrics.filter(({ Name }) => typeof document[Name] === 'number').flatMap(({ Name }) =>
      Dimensions.map((keys) => ({
        namespace: Namespace,
        name: Name,
        dimensions: Object.fromEntries(keys.map((key) => [key, document[key]])),
      })),
    ),
  );

/** The metrics in lines of a log, whatever else stands between them. */
export const toldIn = (text: string): ReadonlyArray<ToldMetric> =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{"_aws"'))
    .flatMap((line) => ofDocument(JSON.parse(line) as Embedded));
