import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import type { Construct } from '../cdktf.ts';

/** Long enough to look into last week's trouble; more would be paid for each month. */
const RETENTION_DAYS = 14;

/** A log group, made by us so that what lies in it does not stay for ever. */
export const logGroup = (scope: Construct, id: string, name: string): CloudwatchLogGroup =>
  new CloudwatchLogGroup(scope, id, { name, retentionInDays: RETENTION_DAYS });
