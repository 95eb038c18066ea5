import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { defineConfig } from 'vitest/config';

/** Those that take minutes, the longest first: begun last they would go on alone. */
const long = [
  'delivery/faults',
  'bench/fuzz',
  'delivery/crash',
  'cli/run-once',
  'cli/load',
  'dbt/week',
  'model/next-block/histories',
  'dbt/snowflake/build',
  'bench/warehouse',
  'dbt/next-block',
  'dbt/replay',
  'cli/state',
  'cli/bad-input',
].map((name) => `__tests__/${name}.test.ts`);

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
    include: ['__tests__/**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    sequence: { sequencer: LongestFirst },
    // Much of the time is spent waiting for processes (dbt, the program, Chromium) and timers: three files side by
    // side leave two cores less idle than two do.
    maxWorkers: 3,
  },
});
