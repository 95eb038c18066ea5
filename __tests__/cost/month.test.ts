import { describe, expect, it } from 'vitest';
import { billedBytes, putsOf } from '../../cost/flow.ts';
import { lean } from '../../cost/inputs.ts';
import { above, monthFrom } from '../../cost/month.ts';
import { SECONDS } from '../../cost/prices.ts';

const partOf = (inputs: typeof lean, name: string): number => {
  const part = monthFrom(inputs).parts.find((each) => each.name === name);
  if (part === undefined) throw new Error(`no part ${name}`);
  return part.usd;
};

describe('a month', () => {
  it('costs 20 dollars at most as it is by default', () => {
    expect(monthFrom(lean).totalUsd).toBeLessThanOrEqual(20);
  });

  it('is the sum of its parts, those of each cloud by themselves', () => {
    const { parts, awsUsd, snowflakeUsd, totalUsd } = monthFrom(lean);
    const sum = parts.reduce((total, { usd }) => total + usd, 0);
    expect(totalUsd).toBeCloseTo(sum, 9);
    expect(awsUsd + snowflakeUsd).toBeCloseTo(sum, 9);
    expect(parts.every(({ usd }) => usd >= 0)).toBe(true);
  });

  it.each([
    ['instance', 6.132], // 730 h of 0.0084
    ['public address', 3.65],
    ['disks', 0.8],
    ['poller', 0.228], // 43,800 turns of 1.5 s in 256 MiB
    ["poller's state", 0.2365],
    ["poller's ledger", 0.219], // an object of each turn, whatever the source says
    ['dbt', 2.535], // 30.4 times 150 s at 2 dollars an hour
    ['dashboard', 0],
  ])('has the part %s for %d dollars', (name, usd) => {
    expect(partOf(lean, name)).toBeCloseTo(usd, 3);
  });

  it('pays a warehouse for a minute at least each time it is woken', () => {
    const short = { ...lean, dbtRunSeconds: 1, suspendSeconds: 0 };
    expect(partOf(short, 'dbt')).toBe(partOf({ ...short, dbtRunSeconds: 60 }, 'dbt'));
  });

  it('asks Snowflake for an open page once after each build', () => {
    const open = partOf({ ...lean, dashboardBuildsPerDay: 24 }, 'dashboard');
    expect(open).toBeCloseTo(((24 * 730) / 24) * (70 / 3600) * 2, 3);
  });

  it('is told of metrics and alarms above ten', () => {
    expect(partOf({ ...lean, customMetrics: 9, alarms: 10 }, 'metrics')).toBe(0);
    expect(partOf({ ...lean, customMetrics: 45 }, 'metrics')).toBeCloseTo(10.5, 6);
  });
});

describe('Firehose', () => {
  it('bills what comes slowly a record at a time, rounded up, and what comes fast by its bytes', () => {
    expect(billedBytes({ lines: 1, bytes: 96 })).toBe(100 + 5120);
    const fast = { lines: 1e7, bytes: 96e9 };
    expect(billedBytes(fast)).toBe(100e9 + (SECONDS / 60) * 5120);
    expect(billedBytes({ lines: 0, bytes: 0 })).toBe(0);
  });

  it('writes an object for each buffer that had something, in parts where it is large', () => {
    const inputs = { ...lean, bufferSeconds: 60, bufferMib: 5, compression: 1 };
    expect(putsOf({ lines: 10, bytes: 1000 }, inputs)).toBe(10);
    expect(putsOf({ lines: 1e9, bytes: 1e9 }, inputs)).toBe(SECONDS / 60);
    const large = { ...inputs, bufferMib: 10 };
    expect(putsOf({ lines: 1e9, bytes: 1e12 }, large)).toBeCloseTo((1e12 / (10 * 2 ** 20)) * 3, 6);
    expect(putsOf({ lines: 0, bytes: 0 }, inputs)).toBe(0);
  });
});

describe('above a limit', () => {
  it('the largest part is named, and what makes it less', () => {
    const hourly = monthFrom({ ...lean, dbtRunsPerDay: 24 });
    expect(above(hourly, { usd: 20, credits: 1000 })).toStrictEqual([
      expect.stringMatching(
        /^a month costs 7\d\.\d\d USD, 5\d\.\d\d above the budget of 20; the largest part is Snowflake's dbt with 60\.83: build less often \(--dbt-runs-per-day\)$/,
      ),
    ]);
    expect(above(hourly, { usd: 1000, credits: 10 })).toStrictEqual([
      expect.stringContaining('30.4 credits, and is suspended at 10'),
    ]);
  });

  it('nothing is said of a month that is within', () => {
    expect(above(monthFrom(lean), { usd: 20, credits: 10 })).toStrictEqual([]);
  });
});
