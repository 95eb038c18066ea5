import { ResourceMonitor } from '@cdktf/provider-snowflake/lib/resource-monitor/index.js';
import { Warehouse } from '@cdktf/provider-snowflake/lib/warehouse/index.js';
import type { Construct } from '../cdktf.ts';
import type { StackProps } from '../constructs/environment-stack.ts';

/** The shortest that is billed. */
const SUSPEND_SECONDS = 60;
/** A build takes minutes; one that hangs is not paid for all night. */
const STATEMENT_SECONDS = 1800;
const TOLD_AT_PERCENT = 75;
const SUSPENDED_AT_PERCENT = 100;

/** What computes, and what it may use in a month. */
export const computing = (scope: Construct, { deployment, names }: StackProps): Warehouse => {
  const monitor = new ResourceMonitor(scope, 'monthly-credits', {
    name: names.resourceMonitor,
    creditQuota: deployment.snowflakeMonthlyCredits,
    notifyTriggers: [TOLD_AT_PERCENT],
    suspendTrigger: SUSPENDED_AT_PERCENT,
  });
  return new Warehouse(scope, 'warehouse', {
    name: names.warehouse,
    comment: 'Builds by dbt, and who reads their results',
    warehouseSize: 'XSMALL',
    autoSuspend: SUSPEND_SECONDS,
    autoResume: 'true',
    initiallySuspended: true,
    statementTimeoutInSeconds: STATEMENT_SECONDS,
    resourceMonitor: monitor.name,
  });
};
