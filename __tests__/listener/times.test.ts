import { describe, expect, it } from 'vitest';
import { recordedTimes } from '../../listener/times.ts';

describe('the times of a recording', () => {
  it('stand still in a socket whose clock was set back until it has caught up', () => {
    const times = recordedTimes([
      { openedAtMs: 1000, framesAtMs: [1500, 900, 1400, 1600], closedAtMs: 1200 },
      { openedAtMs: 300, framesAtMs: [200, 400], closedAtMs: 500 },
    ]);
    const socket = (frames: number) => [
      times.opened(),
      ...Array.from({ length: frames }, () => times.frame()),
      times.closed(),
    ];
    expect(socket(4)).toStrictEqual([1000, 1500, 1500, 1500, 1600, 1600]);
    expect(socket(2)).toStrictEqual([300, 300, 400, 500]);
  });

  it('end with the last frame that was taken where the rest was left', () => {
    const times = recordedTimes([{ openedAtMs: 1, framesAtMs: [2, 3], closedAtMs: 4 }]);
    expect([times.opened(), times.frame(), times.closed()]).toStrictEqual([1, 2, 2]);
  });
});
