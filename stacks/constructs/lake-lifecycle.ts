import type { S3BucketLifecycleConfigurationRule } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js';
import type { Names } from '../names.ts';

/** By then the pipes have forgotten an object, and builds read newer ones. */
const SELDOM_READ_AFTER_DAYS = 30;
/** Time to notice that something was overwritten, which nothing of ours does. */
const OLD_VERSIONS_DAYS = 30;
/** The poller writes its state each minute. */
const OLD_STATES_DAYS = 2;
const ABORTED_UPLOADS_DAYS = 7;

/** What becomes of the lake's objects with time. The objects themselves never expire. */
export const lakeLifecycle = ({
  pollerStateKey,
}: Names): Array<S3BucketLifecycleConfigurationRule> => [
  {
    id: 'seldom-read',
    status: 'Enabled',
    filter: [{ prefix: 'mempool-data/' }],
    transition: [{ days: SELDOM_READ_AFTER_DAYS, storageClass: 'STANDARD_IA' }],
  },
  {
    id: 'old-versions',
    status: 'Enabled',
    filter: [{ prefix: '' }],
    noncurrentVersionExpiration: [{ noncurrentDays: OLD_VERSIONS_DAYS }],
    abortIncompleteMultipartUpload: [{ daysAfterInitiation: ABORTED_UPLOADS_DAYS }],
  },
  {
    id: 'old-states',
    status: 'Enabled',
    filter: [{ prefix: pollerStateKey }],
    noncurrentVersionExpiration: [{ noncurrentDays: OLD_STATES_DAYS }],
  },
];
