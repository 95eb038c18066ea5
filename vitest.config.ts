import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['__tests__/**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Much of the time is spent waiting for processes (dbt, the program, Chromium) and timers: three files side by
    // side leave two cores less idle than two do.
    maxWorkers: 3,
  },
});
