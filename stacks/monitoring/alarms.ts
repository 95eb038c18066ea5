import type { Stream } from '@bitcoin-pipeline/model';
import type { StackProps } from '../constructs/environment-stack.ts';
import { bufferOf } from '../stream-buffer.ts';
import type { Alarm } from './alarm.ts';
import { alarmsOfHost } from './of-host.ts';
import { alarmsOfListener } from './of-listener.ts';
import { alarmsOfPipes, alarmsOfPoller } from './of-poller.ts';
import { alarmsOfStreams } from './of-streams.ts';

export interface AlarmsProps extends StackProps {
  readonly streams: Readonly<Record<string, Stream>>;
}

/** What is not an alarm of CloudWatch but a budget: `month-cost.ts`. */
export const COST_KIND = 'month-cost';

/** The only list of alarms: CloudWatch's, the dashboard and the runbook have the same. */
export const alarmsOf = ({ deployment, names, streams }: AlarmsProps): ReadonlyArray<Alarm> => {
  const { environment, network } = deployment;
  const by = { environment, network };
  return [
    ...alarmsOfStreams({
      names,
      streams,
      network,
      bufferSeconds: bufferOf(deployment).seconds,
      auditMinutes: deployment.listenerAuditMinutes,
    }),
    ...alarmsOfListener(by),
    ...alarmsOfPoller(names, by),
    ...alarmsOfPipes(names),
    ...alarmsOfHost({ names, environment }),
  ];
};
