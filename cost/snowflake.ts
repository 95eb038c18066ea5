import { gibOf, monthOf } from './flow.ts';
import type { Inputs } from './inputs.ts';
import { at, GB, GIB, type Part } from './part.ts';
import { DAYS } from './prices.ts';

/** A warehouse that is woken is paid for so long at least. */
const LEAST_SECONDS = 60;

const snowflake = (name: string, usd: number, less: string): Part => ({
  cloud: 'Snowflake',
  name,
  usd,
  less,
});

/** Of a warehouse XS, that is woken so often a day for so long and then waits until it is suspended. */
const creditsOf = (wokenPerDay: number, seconds: number, suspendSeconds: number): number =>
  (wokenPerDay * DAYS * Math.max(LEAST_SECONDS, seconds + suspendSeconds)) / 3600;

const dbtCredits = ({ dbtRunsPerDay, dbtRunSeconds, suspendSeconds }: Inputs): number =>
  creditsOf(dbtRunsPerDay, dbtRunSeconds, suspendSeconds);

/** As though each question found the warehouse asleep. */
const dashboardCredits = (inputs: Inputs): number =>
  creditsOf(inputs.dashboardBuildsPerDay, inputs.dashboardAskSeconds, inputs.suspendSeconds);

/** What the resource monitor counts: pipes take none of the warehouse. */
export const warehouseCredits = (inputs: Inputs): number =>
  dbtCredits(inputs) + dashboardCredits(inputs);

/** What runs on Snowflake, part by part. */
export const partsOfSnowflake = (inputs: Inputs): ReadonlyArray<Part> => {
  const gb = (gibOf(monthOf(inputs)) * GIB) / GB;
  return [
    snowflake('pipes', at('pipe', gb), 'ask for audits less often (listenerAuditMinutes)'),
    snowflake('dbt', at('credit', dbtCredits(inputs)), 'build less often (--dbt-runs-per-day)'),
    snowflake(
      'dashboard',
      at('credit', dashboardCredits(inputs)),
      'leave it open for fewer builds (--dashboard-builds), or let it read DuckDB',
    ),
    snowflake(
      'tables',
      at('tables', (gb * inputs.monthsKept) / inputs.compression),
      'keep fewer months in them',
    ),
  ];
};
