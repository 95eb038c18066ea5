import { streamNames } from '@bitcoin-pipeline/model';
import { describe, expect, it } from 'vitest';
import { recordedLines, recordings } from '../../bench/packing/recorded-lines.ts';
import { inSeconds, measuredIn, recorded } from '../../cost/volumes.ts';

describe('the volumes', () => {
  it('are those of the recorded sessions, every stream', async () => {
    const sessions = await Promise.all(recordings.map(recordedLines));
    expect(recorded).toStrictEqual(measuredIn(sessions, streamNames));
  });

  it('are lines and bytes by stream, over the time that each session lasted', () => {
    const line = (stream: string, length: number, seconds: number) => ({
      stream,
      bytes: { length },
      observedAt: new Date(seconds * 1000).toISOString(),
    });
    const sessions = [
      [line('a', 10, 100), line('b', 7, 105), line('a', 30, 110)],
      [line('a', 2, 900), line('a', 3, 920)],
    ];
    const measured = measuredIn(sessions, ['a', 'b', 'c']);
    expect(measured).toStrictEqual({
      seconds: 30,
      streams: {
        a: { lines: 4, bytes: 45 },
        b: { lines: 1, bytes: 7 },
        c: { lines: 0, bytes: 0 },
      },
    });
    expect(inSeconds(measured, 60).streams['a']).toStrictEqual({ lines: 8, bytes: 90 });
  });
});
