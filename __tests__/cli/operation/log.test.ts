import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { levelOf, levelsOf, logEventNames, type LogEvent } from '../../../cli/operation/events.ts';
import { jsonWriter, openLog, textWriter } from '../../../cli/operation/log.ts';
import { wordsOf } from '../../../cli/operation/words.ts';

const fault = {
  code: 'throttled',
  isPermanent: false,
  message: 'Firehose stream feed: throttled',
} as const;
const denied = {
  code: 'access-denied',
  isPermanent: true,
  message: 'Firehose stream feed: access-denied',
} as const;
const putFailed = {
  event: 'put-failed',
  stream: 'conversions',
  fault,
  attempt: 3,
  retryAfterMs: 1500,
} as const;
const noSpace = { code: 'no-space', message: 'spool/1: no space left' } as const;
const room = { usedBytes: 2 ** 30, limitBytes: 2 ** 30 };

/** One of each. */
const examples: { readonly [Name in LogEvent['event']]: Extract<LogEvent, { event: Name }> } = {
  started: {
    event: 'started',
    version: '0.1.0',
    network: 'mainnet',
    url: 'https://mempool.space',
    to: 'folder',
    spool: 'data/mainnet/lake.spool',
    spoolLimitBytes: 2 ** 30,
  },
  'region-chosen': { event: 'region-chosen', region: 'eu-west-1', origin: 'instance-metadata' },
  listening: { event: 'listening', url: 'https://mempool.space' },
  'socket-closed': { event: 'socket-closed', url: 'https://mempool.space' },
  'source-unreachable': {
    event: 'source-unreachable',
    url: 'https://mempool.space',
    reason: 'refused',
  },
  'put-failed': putFailed,
  'put-recovered': { event: 'put-recovered', stream: 'conversions', attempts: 4, tookMs: 9000 },
  'backlog-unreadable': {
    event: 'backlog-unreadable',
    stream: 'conversions',
    message: 'spool/1 is damaged',
  },
  'spool-blocked': { event: 'spool-blocked', fault: noSpace },
  'spool-unblocked': { event: 'spool-unblocked', afterMs: 4200 },
  'spool-full': { event: 'spool-full', ...room },
  'spool-has-room': { event: 'spool-has-room', ...room },
  'spool-compacted': { event: 'spool-compacted', freedBytes: 5 * 2 ** 20 },
  'left-found': {
    event: 'left-found',
    id: 'a',
    lines: 12,
    bytes: 4096,
    droppedBytes: 17,
    endedInOrder: false,
  },
  'left-delivered': { event: 'left-delivered', lines: 7, id: 'a' },
  'left-not-forgotten': { event: 'left-not-forgotten', id: 'a', fault: noSpace },
  'counts-do-not-add-up': { event: 'counts-do-not-add-up', reason: '5 in, 4 out' },
  'metrics-unwritten': { event: 'metrics-unwritten', file: 'metrics', reason: 'EACCES' },
  'watchdog-unheard': { event: 'watchdog-unheard', reason: 'spawn systemd-notify ENOENT' },
  stopping: { event: 'stopping', reason: 'SIGTERM' },
  stopped: { event: 'stopped', linesLeft: 3, bytesLeft: 2048 },
};
const all = Object.values(examples);

/** What a log tells as lines of text, at moments that the test sets. */
const told = (
  events: ReadonlyArray<readonly [atMs: number, event: LogEvent]>,
): ReadonlyArray<string> => {
  const lines: string[] = [];
  let nowMs = 0;
  const log = openLog(
    textWriter((line) => lines.push(line)),
    () => nowMs,
  );
  for (const [atMs, event] of events) {
    nowMs = atMs;
    log.tell(event);
  }
  return lines;
};

/** What a JSON log wrote. */
const written = (
  write: (writer: ReturnType<typeof jsonWriter>) => void,
): ReadonlyArray<unknown> => {
  const folder = mkdtempSync(join(tmpdir(), 'log-'));
  const file = join(folder, 'log');
  const fd = openSync(file, 'a');
  try {
    write(jsonWriter(fd));
    return readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
  } finally {
    closeSync(fd);
    rmSync(folder, { recursive: true });
  }
};

describe('an event', () => {
  it.each(all)('$event is one sentence on one line, at a level of its own', (event) => {
    expect(wordsOf(event)).toMatch(/^\S[^\n]*\S$/);
    expect(wordsOf(event)).not.toMatch(/undefined|NaN|\[object/);
    expect(levelsOf(event.event)).toContain(levelOf(event));
  });

  it('is listed once', () => {
    expect(Object.keys(examples).toSorted()).toEqual(logEventNames.toSorted());
  });

  it('is an error where a person has to repair something', () => {
    expect(levelOf(putFailed)).toBe('warn');
    expect(levelOf({ ...putFailed, fault: denied })).toBe('error');
  });
});

describe('a log as JSON', () => {
  it('has a document a line: level, time, code, fields and the sentence, and nothing of the machine', () => {
    const lines = written((writer) => all.forEach((event) => writer.write(event, 0)));
    expect(lines).toHaveLength(all.length);
    lines.forEach((line, place) => {
      const event = all[place] ?? examples.stopped;
      expect(line).toMatchObject({
        level: levelOf(event),
        code: event.event,
        message: wordsOf(event),
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as unknown,
      });
    });
    expect(lines[all.indexOf(putFailed)]).toEqual({
      level: 'warn',
      time: expect.any(String) as unknown,
      code: 'put-failed',
      stream: 'conversions',
      fault: 'throttled',
      isPermanent: false,
      attempt: 3,
      retryAfterMs: 1500,
      message: wordsOf(putFailed),
    });
  });

  it('says how many were left out', () => {
    expect(written((writer) => writer.write(putFailed, 7))[0]).toMatchObject({ leftOut: 7 });
  });

  it('takes documents of metrics as they are, in their place', () => {
    const lines = written((writer) => {
      writer.write(examples.stopping, 0);
      writer.document('{"_aws":{}}');
      writer.write(examples.stopped, 0);
    });
    expect(lines[1]).toEqual({ _aws: {} });
    expect(lines).toHaveLength(3);
  });
});

describe('what repeats', () => {
  it('is told at once, then once a minute with how often it came meanwhile', () => {
    const every100Ms = Array.from(
      { length: 1300 },
      (_, place) => [place * 100, putFailed] as const,
    );
    const words = wordsOf(putFailed);
    expect(told(every100Ms)).toEqual([
      words,
      `${words} (599 more left out)`,
      `${words} (599 more left out)`,
    ]);
  });

  it('is told for each stream and each reason by itself, so that a permanent fault never waits', () => {
    const other = { ...putFailed, stream: 'mempool-block' } as const;
    const permanent = { ...putFailed, fault: denied };
    expect(
      told([
        [0, putFailed],
        [1, other],
        [2, permanent],
        [3, putFailed],
      ]),
    ).toHaveLength(3);
  });

  it('never ends with old news: good news is told where the bad news was', () => {
    const { 'put-recovered': recovered } = examples;
    const [bad, good] = [wordsOf(putFailed), wordsOf(recovered)];
    expect(
      told([
        [0, putFailed],
        [1000, recovered],
        [59_000, putFailed], // too soon to be told, and so is its end
        [59_500, recovered],
        [61_000, putFailed],
        [62_000, recovered],
      ]),
    ).toEqual([bad, good, `${bad} (1 more left out)`, good]);
  });

  it('says that it listens at first, and again after it said that it did not', () => {
    const { listening, 'source-unreachable': unreachable } = examples;
    expect(
      told([
        [0, listening],
        [1, listening],
        [2, unreachable],
        [3, unreachable],
        [4, listening],
      ]),
    ).toEqual([wordsOf(listening), wordsOf(unreachable), wordsOf(listening)]);
  });

  it('leaves out nothing that comes once', () => {
    const once = [examples['left-found'], { ...examples['left-found'], id: 'b' }, examples.stopped];
    expect(told(once.map((event) => [0, event] as const))).toHaveLength(3);
  });
});
