import type { Names } from '../names.ts';
import { LOG_FILE, METRICS_FILE, SPOOL_MOUNT } from './places.ts';

const EVERY_SECONDS = 60;

/**
 * What CloudWatch's agent follows: the log of the service, its metrics in the embedded format, and of the machine
 * memory, swap and disks. By the environment and not by the instance, so that an alarm outlives one.
 */
export const agentConfig = (names: Names, environment: string): string => {
  const append_dimensions = { environment };
  const followed = (file_path: string, log_group_name: string) => ({
    file_path,
    log_group_name,
    log_stream_name: '{instance_id}',
  });
  return JSON.stringify({
    agent: { metrics_collection_interval: EVERY_SECONDS, omit_hostname: true },
    metrics: {
      namespace: names.hostNamespace,
      aggregation_dimensions: [['environment'], ['environment', 'path']],
      metrics_collected: {
        mem: { measurement: ['mem_used_percent'], append_dimensions },
        swap: { measurement: ['swap_used_percent'], append_dimensions },
        disk: {
          measurement: ['disk_used_percent'],
          resources: ['/', SPOOL_MOUNT],
          drop_device: true,
          append_dimensions,
        },
      },
    },
    logs: {
      logs_collected: {
        files: {
          collect_list: [
            followed(LOG_FILE, names.listenerLogGroup),
            followed(METRICS_FILE, names.metricsLogGroup),
          ],
        },
      },
    },
  });
};
