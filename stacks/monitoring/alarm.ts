/** One figure in CloudWatch. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Sum' | 'Maximum' | 'Average';
  readonly unit: string;
}

/** By what listener and poller tell their metrics. */
export interface Told {
  readonly environment: string;
  readonly network: string;
}

/** When somebody is told by e-mail. */
export interface Alarm {
  /** Heading of its entry in the runbook; several of one kind differ in `of`. */
  readonly kind: string;
  /** Which of its kind: a stream, a disk. */
  readonly of?: string;
  /** A sentence. */
  readonly means: string;
  readonly metric: Metric;
  /** In the metric's unit. */
  readonly when: { readonly is: 'above' | 'below'; readonly threshold: number };
  /** All of so many periods. */
  readonly periods: number;
  readonly periodSeconds: number;
  /** What it is taken for where the metric says nothing. */
  readonly silence: 'good' | 'bad';
}

export const nameOf = ({ kind, of }: Pick<Alarm, 'kind' | 'of'>): string =>
  of === undefined ? kind : `${kind}-${of}`;
