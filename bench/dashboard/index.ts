import { cpus, loadavg } from 'node:os';
import { chromium } from 'playwright-core';
import { hasBrowser, launchOptions } from '../../__tests__/support/browser.ts';
import { benchOptions } from '../options.ts';
import { measureLive } from './live.ts';
import { percentile, rounded } from './numbers.ts';
import { heapGrowthBytes, seekAndDrawMs } from './told.ts';

const options = benchOptions(
  `Usage: npm run dashboard-bench -- [--transactions 6000] [--seed 1] [--changes 60] [--visits 5] [--deltas 3600]

How long the page takes to draw the next block, in Chromium without a GPU: printed against what is aimed at. A frame's
time is that of its JavaScript; putting pixels on the screen is in "event to paint" and "first picture".

Times depend on the machine and are told. What a page holds after so many deltas does not: more than 5 MiB beyond what it
held before them is a failure (exit code 1). The tests do the same with 240 deltas, because 3,600 take a minute.`,
  { transactions: '6000', seed: '1', changes: '60', visits: '5', deltas: '3600' },
);
const [transactions, seed, changes, visits, deltas] = [
  Number(options.transactions),
  Number(options.seed),
  Number(options.changes),
  Number(options.visits),
  Number(options.deltas),
];
if (!hasBrowser) process.exit(1);

const MIB = 1024 * 1024;
/** That a page may hold more after all those deltas. */
const HEAP_MIB = 5;
const browser = await chromium.launch(launchOptions);
const live = await measureLive(browser, transactions, seed, changes, visits);
const seekMs = await seekAndDrawMs(browser, transactions, seed, 900, 300);
const growth = await heapGrowthBytes(browser, transactions, seed, deltas);
const version = browser.version();
await browser.close();

const [cpu] = cpus();
const of = (value: number, aim: number) => ({ measured: rounded(value), aim, met: value <= aim });
const result = {
  date: new Date().toISOString(),
  hardware: `${cpus().length} × ${cpu?.model ?? 'unknown'}, Chromium ${version}, no GPU`,
  /** Of the machine, the last minute, this included: above its processors, the times tell of the machine. */
  loadAverage: rounded(loadavg()[0] ?? 0),
  ...options,
  figures: {
    'overlay draw, median, ms': of(percentile(live.overlayMs, 50), 2),
    'overlay draw, p95, ms': of(percentile(live.overlayMs, 95), 2),
    'event to paint, median, ms': of(percentile(live.eventToPaintMs, 50), 60),
    'event to paint, p95, ms': of(percentile(live.eventToPaintMs, 95), 60),
    'event to paint with the CPU 4 times as slow, p95, ms': of(
      percentile(live.throttledEventToPaintMs, 95),
      150,
    ),
    'first picture, median, ms': of(percentile(live.firstPictureMs, 50), 1200),
    'seek and draw, median, ms': of(percentile(seekMs, 50), 16),
    'seek and draw, p95, ms': of(percentile(seekMs, 95), 16),
    'heap growth, MiB': of(growth / MIB, HEAP_MIB),
  },
};
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
if (!(growth / MIB <= HEAP_MIB)) process.exitCode = 1;
