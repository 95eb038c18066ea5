import {
  GetScheduleCommand,
  UpdateScheduleCommand,
  type SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { isNamed } from '../../lake/aws/s3-client.ts';

type ScheduleState = 'ENABLED' | 'DISABLED';

/** What calls the poller each minute. Rejects with the service's error. */
export interface Schedule {
  /** Null: there is none. */
  readonly state: () => Promise<ScheduleState | null>;
  /** Of one that is not there nothing is done. */
  readonly set: (state: ScheduleState) => Promise<void>;
}

export const scheduleNamed = (client: SchedulerClient, name: string): Schedule => {
  const read = async () => {
    try {
      return await client.send(new GetScheduleCommand({ Name: name }));
    } catch (error) {
      if (isNamed(error, 'ResourceNotFoundException')) return null;
      throw error;
    }
  };
  return {
    state: async () => {
      const schedule = await read();
      if (schedule === null) return null;
      return schedule.State === 'DISABLED' ? 'DISABLED' : 'ENABLED';
    },
    set: async (State) => {
      const schedule = await read();
      if (schedule === null || schedule.State === State) return;
      const { ScheduleExpression, FlexibleTimeWindow, Target, Description } = schedule;
      await client.send(
        // the service replaces a schedule whole: what is left out takes its default
        new UpdateScheduleCommand({
          Name: name,
          ScheduleExpression,
          FlexibleTimeWindow,
          Target,
          Description,
          State,
        }),
      );
    },
  };
};
