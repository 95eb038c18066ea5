import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { defineConfig } from 'vitest/config';

/** Those that take minutes, the longest first: begun last they would go on alone. */
const long = [
  'cli/run-once',
  'bench/fuzz',
  'cli/load',
  'delivery/faults',
  'model/next-block/histories',
  'dbt/snowflake/build',
  'dbt/week',
  'cli/bad-input',
  'dbt/replay',
  'cli/state',
  'cli/two-listeners',
  'bench/warehouse',
  'dbt/next-block',
  'dbt/rebuild',
  'dbt/checks',
  'dbt/worker',
  'delivery/crash',
  'dbt/chain',
].map((name) => `__tests__/${name}.test.ts`);

/** They share a browser. */
const pages = ['__tests__/dashboard/page/**/*.test.ts'];

/**
 * They leave nothing behind that another could meet, so that one after the other uses what those before have loaded: of
 * the stacks the bindings of cdktf, which take longer to load than the tests do. So do the pages.
 */
const sharing = [
  'cost',
  'dashboard/layout',
  'lake/delivery',
  'listener',
  'model',
  'operate',
  'poller',
  'preflight',
  'simulator',
  'sources',
  'stacks',
  'workflows',
].map((folder) => `__tests__/${folder}/**/*.test.ts`);

const placeOf = ({ moduleId }: TestSpecification): number => {
  const place = long.findIndex((name) => moduleId.endsWith(name));
  return place === -1 ? long.length : place;
};

class LongestFirst extends BaseSequencer {
  override async sort(files: Array<TestSpecification>): Promise<Array<TestSpecification>> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}

export default defineConfig({
  test: {
    // with other work on the machine some take five times as long
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // a condition is waited for, however busy the machine is
    expect: { poll: { timeout: 60_000 } },
    sequence: { sequencer: LongestFirst },
    // Much of the time is spent waiting for processes (dbt, the program, Chromium) and timers: four files side by side
    // leave two cores less idle than two do.
    maxWorkers: 4,
    projects: [
      {
        extends: true,
        test: {
          name: 'page',
          include: pages,
          isolate: false,
          globalSetup: '__tests__/support/page-setup.ts',
        },
      },
      {
        extends: true,
        test: { name: 'sharing', include: sharing, isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'all else',
          include: ['__tests__/**/*.test.ts'],
          exclude: [...pages, ...sharing],
          globalSetup: '__tests__/support/dbt-fork/setup.ts',
        },
      },
    ],
  },
});
