import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['__tests__/**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Most of the time is spent waiting for processes (dbt, the program, Chromium): two files side by side
    // take half as long as one after the other, also on two cores.
    maxWorkers: 2,
  },
});
