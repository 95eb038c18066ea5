import type { Stream } from '@bitcoin-pipeline/model';
import type { Deployment } from '../config/deployment.ts';
import type { Names } from '../names.ts';
import type { Alarm, Metric } from './alarm.ts';

export interface StreamAlarmsProps {
  readonly names: Names;
  readonly streams: Readonly<Record<string, Stream>>;
  readonly network: Deployment['network'];
  readonly bufferSeconds: number;
  /** How often the listener asks for a snapshot; 0: never, null: as often as it does by itself. */
  readonly auditMinutes: number | null;
}

const PERIOD_SECONDS = 300;
/** Beside its buffer. */
const LATE_SECONDS = 600;

/** How long nothing may come. Of one that is not named here an hour; null: as long as it likes. */
export const quietMinutes: Readonly<Record<string, number | null>> = {
  'mempool-block': 10, // a change each 1.3 s on mainnet
  conversions: 30, // a quote each five minutes from mempool.space; a backend left as it comes, each hour
  'feed-health': 10, // counts each minute, with a connection or without
  'block-metadata': 180, // a block later than that is one in 60 million
  quarantine: null, // silence is what is wished for
};
const QUIET_MINUTES = 60;

/** Whether anything can come of it: only backends of mainnet quote prices. */
export const talks = (stream: string, network: Deployment['network']): boolean =>
  stream !== 'conversions' || network === 'mainnet';

/** A regtest on which nobody does anything changes nothing: what comes then are snapshots. */
const mayRest = ({ network, auditMinutes }: StreamAlarmsProps, stream: string): boolean =>
  stream === 'mempool-block' &&
  network === 'regtest' &&
  auditMinutes !== null &&
  (auditMinutes === 0 || auditMinutes > (quietMinutes[stream] ?? 0));

const firehose = (
  names: Names,
  stream: string,
  metric: Pick<Metric, 'name' | 'statistic' | 'unit'>,
): Metric => ({
  namespace: 'AWS/Firehose',
  dimensions: { DeliveryStreamName: names.deliveryStream(stream) },
  ...metric,
});

const noData = (props: StreamAlarmsProps, stream: string): ReadonlyArray<Alarm> => {
  const { names, network } = props;
  if (!talks(stream, network) || mayRest(props, stream)) return [];
  const minutes = Object.hasOwn(quietMinutes, stream) ? quietMinutes[stream] : QUIET_MINUTES;
  if (minutes === null || minutes === undefined) return [];
  return [
    {
      kind: 'no-data',
      of: stream,
      means: `No line of ${stream} has come to Firehose for ${minutes} minutes.`,
      metric: firehose(names, stream, { name: 'IncomingRecords', statistic: 'Sum', unit: 'Count' }),
      when: { is: 'below', threshold: 1 },
      periods: (minutes * 60) / PERIOD_SECONDS,
      periodSeconds: PERIOD_SECONDS,
      silence: 'bad',
    },
  ];
};

const ofStream = (props: StreamAlarmsProps, stream: string): ReadonlyArray<Alarm> => {
  const { names, bufferSeconds } = props;
  return [
    ...noData(props, stream),
    {
      kind: 'delivery-late',
      of: stream,
      means: `Firehose holds lines of ${stream} for longer than its buffer and ${LATE_SECONDS / 60} minutes.`,
      metric: firehose(names, stream, {
        name: 'DeliveryToS3.DataFreshness',
        statistic: 'Maximum',
        unit: 'Seconds',
      }),
      when: { is: 'above', threshold: bufferSeconds + LATE_SECONDS },
      periods: 1,
      periodSeconds: PERIOD_SECONDS,
      silence: 'good',
    },
    {
      kind: 'delivery-throttled',
      of: stream,
      means: `Firehose takes lines of ${stream} more slowly than they come.`,
      metric: firehose(names, stream, {
        name: 'ThrottledRecords',
        statistic: 'Sum',
        unit: 'Count',
      }),
      when: { is: 'above', threshold: 0 },
      periods: 2,
      periodSeconds: PERIOD_SECONDS,
      silence: 'good',
    },
  ];
};

/** Of each stream: whether anything comes, and whether it gets on. */
export const alarmsOfStreams = (props: StreamAlarmsProps): ReadonlyArray<Alarm> =>
  Object.keys(props.streams).flatMap((stream) => ofStream(props, stream));
