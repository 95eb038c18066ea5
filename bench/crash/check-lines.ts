import type { LaneRun } from './lane.ts';
import { lastOrdinal, type LakeContent } from './lake-content.ts';

export interface LinesReport {
  /** Lines that a mark called durable. */
  readonly durable: number;
  /** Of these, not in the lake. */
  readonly lost: number;
  readonly faults: ReadonlyArray<string>;
}

/** Every line up to a mark is in the lake; no epoch has a hole. */
export const checkLines = (
  { epochs }: LakeContent,
  runs: ReadonlyArray<Pick<LaneRun, 'durable'>>,
): LinesReport => {
  let [durable, lost] = [0, 0];
  const faults: Array<string> = [];
  for (const [epochId, marked] of runs.flatMap((run) => [...run.durable])) {
    durable += marked;
    const there = epochs.get(epochId);
    for (let ordinal = 1; ordinal <= marked; ordinal += 1) {
      if (there?.has(ordinal) === true) continue;
      lost += 1;
      faults.push(`${epochId}-${ordinal} was durable and is not in the lake`);
    }
  }
  for (const [epochId, epoch] of epochs) {
    const last = lastOrdinal(epoch);
    if (epoch.size !== last)
      faults.push(`epoch ${epochId} has ${epoch.size} lines, the last of ordinal ${last}`);
  }
  return { durable, lost, faults };
};
