import { describe, expect, it } from 'vitest';
import { AuditSchedule } from '../../listener/audit-schedule.ts';

describe('the schedule of audits', () => {
  it('is regular, from the start on', () => {
    const schedule = new AuditSchedule(600, 1000);
    const due = Array.from({ length: 3000 }, (_, n) => 1000 + n).filter((ms) => schedule.isDue(ms));
    expect(due).toStrictEqual([1600, 2200, 2800, 3400]);
  });

  it('never comes where there are to be none', () => {
    expect(new AuditSchedule(null, 0).isDue(1e15)).toBe(false);
  });

  it('doubles each time the source wants less, up to twelve times, and comes back as audits are borne', () => {
    const schedule = new AuditSchedule(600, 0);
    const after = (change: () => void): number => {
      change();
      return schedule.intervalMs / 600;
    };
    expect(Array.from({ length: 5 }, () => after(() => schedule.backOff()))).toStrictEqual([
      2, 4, 8, 12, 12,
    ]);
    expect(schedule.isDue(600)).toBe(false);
    expect(Array.from({ length: 5 }, () => after(() => schedule.borne()))).toStrictEqual([
      6, 3, 1.5, 1, 1,
    ]);
  });
});
