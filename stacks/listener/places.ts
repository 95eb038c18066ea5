/* Where things lie on the instance; the files of `host/` spell the same. */

export const SPOOL_DIR = '/var/lib/mempool/spool';
export const SPOOL_MOUNT = '/var/lib/mempool';
export const LOG_FILE = '/var/log/mempool/listener.log';
export const METRICS_FILE = '/var/log/mempool/metrics.ndjson';
