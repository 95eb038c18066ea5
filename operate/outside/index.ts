import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import * as E from 'fp-ts/lib/Either.js';
import { s3Client } from '../../lake/aws/s3-client.ts';
import { checkBucket } from '../../preflight/bucket.ts';
import type { Document } from '../../lake/documents/port.ts';
import type { Deployment } from '../../stacks/config/deployment.ts';
import type { Names } from '../../stacks/names.ts';
import { snowflakeConfigOf } from '../../warehouse/snowflake/config.ts';
import { openSnowflake } from '../../warehouse/snowflake/reader.ts';
import type { Machine } from '../machine.ts';
import { recordsOf, type RecordName } from '../records.ts';
import { artifactsIn, type Artifacts } from './artifacts.ts';
import { groupNamed, type Group } from './group.ts';
import { lakeIn, type LakeLook } from './lake.ts';
import { listenerLog, type ListenerLog } from './listener-log.ts';
import { scheduleNamed, type Schedule } from './schedule.ts';
import { snowflakeVariables } from './snowflake-variables.ts';
import { warehouseIn, type WarehouseLook } from './warehouse.ts';

/** What an operation asks and tells outside. */
export interface Outside {
  readonly records: (record: RecordName) => Document;
  readonly group: Group;
  readonly schedule: Schedule;
  readonly log: ListenerLog;
  readonly lake: LakeLook;
  /** Whether the lake's bucket is where it is wanted, or can be made there. Left: why not, and the way out. */
  readonly lakeFits: () => Promise<E.Either<string, unknown>>;
  readonly artifacts: Artifacts;
  /** Left: what its settings lack, a sentence each. */
  readonly warehouse: () => Promise<E.Either<ReadonlyArray<string>, WarehouseLook>>;
}

/** Below it lie the packed listeners. */
const artifactsPrefix = ({ listenerArtifactKey }: Names): string =>
  listenerArtifactKey('').replace(/\.zip$/, '');

export const outsideOf = (deployment: Deployment, names: Names, machine: Machine): Outside => {
  const { env, nowMs } = machine;
  const { region } = deployment;
  const endpoint = env['AWS_ENDPOINT_URL'];
  const place = { region, ...(endpoint === undefined ? {} : { endpoint }) };
  const s3 = s3Client(place);
  return {
    records: recordsOf(deployment, names, endpoint),
    group: groupNamed(new AutoScalingClient(place), names.listener),
    schedule: scheduleNamed(new SchedulerClient(place), names.poller),
    log: listenerLog(new CloudWatchLogsClient(place), names.listenerLogGroup),
    lake: lakeIn(s3, names, nowMs),
    lakeFits: () =>
      checkBucket(s3, {
        holds: 'lake',
        name: names.lake,
        region,
        account: deployment.awsAccount,
      }),
    artifacts: artifactsIn(s3, names.artifacts, artifactsPrefix(names)),
    warehouse: async () => {
      const config = await snowflakeConfigOf({ ...snowflakeVariables(deployment, names), ...env });
      return E.isLeft(config)
        ? config
        : E.right(warehouseIn(openSnowflake(config.right), config.right.database));
    },
  };
};
