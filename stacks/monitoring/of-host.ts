import { SPOOL_MOUNT } from '../listener/places.ts';
import type { Names } from '../names.ts';
import type { Alarm } from './alarm.ts';

export interface HostAlarmsProps {
  readonly names: Names;
  readonly environment: string;
}

const PERIOD_SECONDS = 300;

const disk = ({ names, environment }: HostAlarmsProps, of: string, path: string): Alarm => ({
  kind: 'disk',
  of,
  means: `The disk at ${path} is more than 80 % full.`,
  metric: {
    namespace: names.hostNamespace,
    name: 'disk_used_percent',
    dimensions: { environment, path },
    statistic: 'Maximum',
    unit: 'Percent',
  },
  when: { is: 'above', threshold: 80 },
  periods: 1,
  periodSeconds: PERIOD_SECONDS,
  silence: 'good',
});

/** Of the listener's machine; what is not told by EC2 is told by CloudWatch's agent (`listener/agent-config.ts`). */
export const alarmsOfHost = (props: HostAlarmsProps): ReadonlyArray<Alarm> => {
  const { names, environment } = props;
  return [
    {
      kind: 'cpu',
      means: 'For 5 minutes the processor of the instance has been busy for more than 80 %.',
      metric: {
        namespace: 'AWS/EC2',
        name: 'CPUUtilization',
        dimensions: { AutoScalingGroupName: names.listener },
        statistic: 'Average',
        unit: 'Percent',
      },
      when: { is: 'above', threshold: 80 },
      periods: 1,
      periodSeconds: PERIOD_SECONDS,
      silence: 'good',
    },
    {
      kind: 'memory',
      means: 'For 10 minutes more than 90 % of the memory has been in use.',
      metric: {
        namespace: names.hostNamespace,
        name: 'mem_used_percent',
        dimensions: { environment },
        statistic: 'Average',
        unit: 'Percent',
      },
      when: { is: 'above', threshold: 90 },
      periods: 2,
      periodSeconds: PERIOD_SECONDS,
      silence: 'good',
    },
    disk(props, 'root', '/'),
    disk(props, 'spool', SPOOL_MOUNT),
  ];
};
