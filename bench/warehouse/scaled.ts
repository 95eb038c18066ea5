import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { putBytes } from '../../__tests__/support/lake-folder.ts';
import { right } from '../../__tests__/support/warehouse.ts';
import { VirtualFeed } from '../../__tests__/support/week/feed.ts';
import { HOUR_MS, MINUTE_MS, type FeedPlan } from '../../__tests__/support/week/plan.ts';
import { BenchWarehouse } from './bench-warehouse.ts';
import { measuredProject, type Scan } from './measured-project.ts';

/** What one more minute costs after so much history. */
export interface Measured {
  readonly hours: number;
  /** Of the hours that were new since the last measurement, milliseconds. */
  readonly loadMs: number;
  readonly buildMs: number;
  /** Of the last minute. */
  readonly increment: {
    readonly loadMs: number;
    readonly buildMs: number;
    readonly scans: ReadonlyArray<Scan>;
  };
  readonly nextBlockAt: { readonly ms: number; readonly rows: number };
  readonly warehouseMiB: number;
}

export interface Scaled {
  /** At the end. */
  readonly tableRows: ReadonlyMap<string, number>;
  readonly measured: ReadonlyArray<Measured>;
  readonly peakMiB: { readonly dbt: number; readonly node: number };
}

interface ScaleOptions {
  readonly folder: string;
  readonly plan: FeedPlan;
  /** The histories, each the one before and more. */
  readonly hours: ReadonlyArray<number>;
  readonly rowGroupRows: number;
  readonly tell: (what: string) => void;
}

/** The history comes in portions, as `warehouse/steps.ts` has it; a feed like mainnet's makes 50 MB in so long. */
const PORTION_HOURS = 6;

const timed = async <A>(task: () => Promise<A>): Promise<readonly [A, number]> => {
  const beganMs = performance.now();
  const done = await task();
  return [done, Math.round(performance.now() - beganMs)];
};

/** Lets a feed go on from history to history, and after each brings one more minute into the tables. */
export const scaled = async (options: ScaleOptions): Promise<Scaled> => {
  const { folder, plan, hours, rowGroupRows, tell } = options;
  const warehouse = new BenchWarehouse(folder, rowGroupRows);
  mkdirSync(warehouse.lakeDir, { recursive: true });
  const project = await measuredProject(join(folder, 'project'), warehouse.file, rowGroupRows);
  const feed = new VirtualFeed(plan, {
    put: (key, bytes) => {
      putBytes(warehouse.lakeDir, key, bytes);
      return Promise.resolve(E.right(undefined));
    },
  });
  const refresh = async (): Promise<void> => {
    right(await project.worker.refresh());
  };

  const measured: Array<Measured> = [];
  let reachedHours = 0;
  for (const history of hours) {
    let [loadMs, buildMs] = [0, 0];
    while (reachedHours < history) {
      reachedHours = Math.min(history, reachedHours + PORTION_HOURS);
      await feed.until(plan.fromMs + reachedHours * HOUR_MS);
      const [, portionLoadMs] = await timed(() => warehouse.load());
      const [, portionBuildMs] = await timed(refresh);
      loadMs += portionLoadMs;
      buildMs += portionBuildMs;
      tell(
        `hour ${reachedHours} of ${history}: loaded in ${portionLoadMs} ms, built in ${portionBuildMs} ms`,
      );
    }
    const endMs = plan.fromMs + history * HOUR_MS;
    await feed.until(endMs + MINUTE_MS);
    project.scans();
    const [, minuteLoadMs] = await timed(() => warehouse.load());
    const [, minuteBuildMs] = await timed(refresh);
    const askedAt = new Date(endMs).toISOString().replace('Z', '');
    measured.push({
      hours: history,
      loadMs,
      buildMs,
      increment: { loadMs: minuteLoadMs, buildMs: minuteBuildMs, scans: project.scans() },
      nextBlockAt: await warehouse.ask(`select * from gold.next_block_at(timestamp '${askedAt}')`),
      warehouseMiB: Math.round(warehouse.bytes / 2 ** 20),
    });
    tell(`one more minute in ${minuteBuildMs} ms`);
  }
  await feed.stop();
  const tableRows = await warehouse.tableRows();
  const dbt = await project.stop();
  const node = Math.round(process.resourceUsage().maxRSS / 1024);
  return { tableRows, measured, peakMiB: { dbt, node } };
};
