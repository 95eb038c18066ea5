import { isDeepStrictEqual } from 'node:util';
import type { FaultReport, FaultRun } from './run.ts';

/**
 * What the sender may take at most beyond its code. Two of its loops carry batches of 4 MiB: lines as read (4), as
 * records (4), as base64 (6), in the text of a request (6) and in its bytes (6), and as much again until the garbage
 * is collected: 104. Half of a segment of the spool on its way to the disk, twice: 16. The rest is room for chance.
 */
const MOST_GROWN_MIB = 200;

/** What is not as it should be, a sentence each. */
export const complaintsOf = (run: FaultRun, report: FaultReport): ReadonlyArray<string> => {
  const grownMib = report.peakRssMib - report.rssAtStartMib;
  const complaints: ReadonlyArray<readonly [boolean, string]> = [
    [report.faults < run.faults, `only ${report.faults} faults of ${run.faults}`],
    [report.lost > 0, `${report.lost} of ${report.lines} durable lines are not in the bucket`],
    [report.foreign > 0, `${report.foreign} lines of the bucket are nobody's`],
    [
      run.kinds === 'certain' && report.repeats > 0,
      `${report.repeats} lines were sent again though every answer came and was clear`,
    ],
    [report.overLimit > 0, `${report.overLimit} batches were beyond Firehose's limits`],
    [
      !isDeepStrictEqual(report.acknowledged, report.ends),
      'what is acknowledged is not the last line of each stream',
    ],
    [report.leftSpools > 0, `${report.leftSpools} spools of a process that is gone are left`],
    [grownMib > MOST_GROWN_MIB, `the sender grew by ${grownMib} MiB`],
  ];
  return complaints.flatMap(([isSo, complaint]) => (isSo ? [complaint] : []));
};
