import { describe, expect, it } from 'vitest';
import { notTaken } from '../../cli/source.ts';
import type { Recording } from '../../simulator/index.ts';

const session = (frames: number): Recording['sessions'][number] => ({
  openedAtMs: 1,
  frames: Array.from({ length: frames }, () => ({ atMs: 2, raw: '{}', binary: false })),
  closedAtMs: 3,
  closeCode: 1005,
});
const choice = (recording: Recording) =>
  ({ tag: 'recording', file: 'session.ndjson', recording }) as const;
const whole = choice({ sessions: [session(3), session(0), session(4)], brokenLines: [] });
const brokenLines = [{ line: 9, reason: 'not JSON' }];

describe('what of a recording did not come in', () => {
  it('is nothing where every frame of every socket did', () => {
    expect(notTaken(whole, 7)).toBeNull();
  });

  it('are the frames after one that ended its socket', () => {
    expect(notTaken(whole, 5)).toStrictEqual({
      exit: 1,
      message:
        '2 of the 7 frames of session.ndjson were not taken: a socket ended before its last one, as it does at one over 16 MiB',
    });
  });

  it('are its broken lines', () => {
    expect(notTaken(choice({ ...whole.recording, brokenLines }), 7)).toMatchObject({
      message:
        '1 line(s) of session.ndjson could not be read, the first is line 9: not JSON; the rest was taken',
    });
  });
});
