import { rawTables, snowflakeTableName } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { inputsOf } from '../../cost/configured.ts';
import { isBehind, rolledFrom } from '../../operate/deploy/roll.ts';
import { talkingStreams } from '../../operate/deploy/talking.ts';
import { destroy } from '../../operate/destroy/command.ts';
import { missingTables } from '../../operate/destroy/proof.ts';
import { keptWord, leftBehind } from '../../operate/destroy/refuse.ts';
import {
  isDrained,
  lastWord,
  silenceIn,
  silenceText,
  stoodStill,
  unseenEndMs,
} from '../../operate/listener/decide.ts';
import { outcomeOf } from '../../operate/listener/refreshed.ts';
import type { GroupState } from '../../operate/outside/group.ts';
import { costChange, monthOf } from '../../operate/plan/cost.ts';
import { costText } from '../../operate/plan/markdown.ts';
import { realPace } from '../../operate/machine.ts';
import { bufferOf } from '../../stacks/stream-buffer.ts';
import { files, workflowsIn } from '../support/workflows/workflow.ts';
import { deploymentWith } from '../support/stacks/deployment.ts';
import { left, right } from '../support/warehouse.ts';

const at = (time: string): string => `2026-11-30T${time}.000Z`;
const word = (code: 'listening' | 'stopping' | 'stopped', time: string, linesLeft = 0) => ({
  code,
  time: at(time),
  linesLeft: code === 'stopped' ? linesLeft : null,
});

describe('the end of a listener', () => {
  it('is its last word, once it is said', () => {
    expect(lastWord([word('stopping', '12:00:00')])).toBeNull();
    expect(lastWord([word('stopping', '12:00:00'), word('stopped', '12:00:12', 3)])).toStrictEqual({
      ran: true,
      endedAt: at('12:00:12'),
      linesLeft: 3,
    });
  });

  it('is not the word of the one before it', () => {
    const words = [word('stopped', '11:59:00'), word('listening', '12:00:00')];
    expect(lastWord(words)).toBeNull();
    expect(lastWord([...words, word('stopping', '12:01:00')])).toBeNull();
  });

  it('is good where nothing is left, and where nobody ran', () => {
    const ended = { ran: true, endedAt: at('12:00:00') };
    expect(E.isRight(isDrained({ ...ended, linesLeft: 0 }))).toBe(true);
    expect(left(isDrained({ ...ended, linesLeft: 7 }))).toContain('7 lines in its spool');
    expect(left(isDrained({ ...ended, linesLeft: null }))).toContain('is not known');
    expect(right(isDrained({ ran: false, endedAt: null, linesLeft: null }))).toBe(
      'no listener ran',
    );
  });
});

describe('a group without an instance', () => {
  const record = (
    act: 'start' | 'stop' | 'restart' | 'destroy',
    linesLeft: number | null,
    endedAt: string | null = at('12:00:12'),
  ) => ({
    act,
    reason: 'a test',
    who: 'alice',
    at: at('12:01:00'),
    endedAt,
    linesLeft,
  });

  it('holds what the act before has left', () => {
    expect(stoodStill(0, record('stop', 0))).toMatchObject({ linesLeft: 0 });
    expect(stoodStill(0, record('destroy', 7))).toMatchObject({ linesLeft: 7 });
  });

  it('has an end that nobody has seen where the act before saw none', () => {
    expect(unseenEndMs(0, record('stop', null, null))).toBe(Date.parse(at('12:01:00')));
    expect(unseenEndMs(0, record('stop', 0))).toBeNull();
    expect(unseenEndMs(1, record('stop', null, null))).toBeNull();
    expect(unseenEndMs(0, null)).toBeNull();
  });

  it.each([
    ['a destroyed one was deployed anew, and its instance has gone', 1, record('destroy', 0)],
    ['it was started, and its instance has gone', 1, record('start', null)],
    ['it was replaced, and then set to 0 by hand', 0, record('restart', null)],
    ['it was deployed, and its instance has gone', 1, null],
    ['it was deployed, and then set to 0 by hand', 0, null],
  ] as const)('holds nobody knows what where %s', (_, desired, last) => {
    const still = stoodStill(desired, last);
    expect(still).toStrictEqual({ ran: true, endedAt: null, linesLeft: null });
    expect(left(isDrained(still))).toContain('is not known');
  });
});

describe('the silence between two listeners', () => {
  const begunMs = Date.parse(at('12:05:00'));

  it('is from the end of the one to the beginning of the other', () => {
    const words = [
      word('listening', '11:00:00'),
      word('stopping', '12:04:59'),
      word('stopped', '12:05:08'),
      word('listening', '12:07:04'),
      word('listening', '12:08:00'),
    ];
    const silence = silenceIn(words, begunMs, null);
    expect(silence).toStrictEqual({ from: at('12:04:59'), to: at('12:07:04') });
    expect(silence && silenceText(silence)).toContain('nobody listened for 2 min 5 s, from');
  });

  it('begins with what is recorded where the log says nothing, and else is not known', () => {
    const words = [word('listening', '12:07:04')];
    expect(silenceIn(words, begunMs, at('11:00:00'))).toMatchObject({ from: at('11:00:00') });
    expect(silenceIn(words, begunMs, null)).toBeNull();
    expect(silenceIn([word('listening', '12:04:00')], begunMs, at('11:00:00'))).toBeNull();
  });
});

describe('what a deploy did to the listener', () => {
  const group = (version: string, desired = 1): GroupState => ({
    desired,
    template: { id: 'lt-1', version },
    instances: [{ id: 'i-1', lifecycle: 'InService', templateVersion: '1' }],
  });

  it.each([
    ['absent', null, null],
    ['made', null, group('1')],
    ['stopped', group('1', 0), group('2', 0)],
    ['same', group('1'), group('1')],
    ['another', group('1'), group('2')],
  ] as const)('is that it is %s', (tag, before, now) => {
    expect(rolledFrom(before, now).tag).toBe(tag);
  });

  it('leaves an instance behind that was made by another version', () => {
    expect(isBehind(group('1'))).toBe(false);
    expect(isBehind(group('2'))).toBe(true);
    expect(isBehind({ ...group('2'), instances: [] })).toBe(false);
  });

  it('failed where the group could not replace the instance', () => {
    expect(E.isRight(outcomeOf({ id: 'a', status: 'Successful', percent: 100 }))).toBe(true);
    expect(left(outcomeOf({ id: 'a', status: 'Failed', percent: 40 }))).toContain('Failed at 40 %');
    expect(left(outcomeOf(null))).toContain('not replaced in time');
  });
});

describe('the streams that are waited for', () => {
  it('come within a quarter of an hour; prices only where backends quote some', () => {
    const of = (network: string) =>
      talkingStreams(deploymentWith({ network, sourceUrl: 'https://example.org' })).map(
        ({ stream, withinMs }) => `${stream} ${withinMs / 60_000}`,
      );
    expect(of('mainnet')).toStrictEqual(['mempool-block 10', 'conversions 15', 'feed-health 10']);
    expect(of('signet')).toStrictEqual(['mempool-block 10', 'feed-health 10']);
  });
});

describe('a deploy of which no data comes', () => {
  it('has gone back before its job ends, with time for what it did before', () => {
    const minutes = workflowsIn(files)['deploy']?.jobs['deploy']?.['timeout-minutes'] ?? 0;
    const { arrivesWithinMs, endsWithinMs, startsWithinMs } = realPace;
    const withinMs = Math.max(...talkingStreams(deploymentWith()).map((each) => each.withinMs));
    const bufferMs = bufferOf(deploymentWith()).seconds * 1000;
    const goneBackMs = withinMs + bufferMs + arrivesWithinMs + endsWithinMs + startsWithinMs;
    expect(minutes - goneBackMs / 60_000).toBeGreaterThan(10);
  });
});

describe('a restart that takes as long as it may', () => {
  it('tells how it went before its job ends', () => {
    const minutes = workflowsIn(files)['listener']?.jobs['listener']?.['timeout-minutes'] ?? 0;
    const { arrivesWithinMs, endsWithinMs, saysWithinMs, startsWithinMs } = realPace;
    const bufferMs = bufferOf(deploymentWith()).seconds * 1000;
    const replacedMs = endsWithinMs + startsWithinMs;
    const begunMs = startsWithinMs + bufferMs + arrivesWithinMs + saysWithinMs;
    expect(minutes - (replacedMs + begunMs) / 60_000).toBeGreaterThan(10);
  });
});

describe('a destroy', () => {
  it.each(['access', 'account', 'identity', 'storage', 'tables'])('never has %s', (stack) => {
    expect(keptWord(['listener', stack])).toContain(`${stack} is never destroyed`);
    expect(destroy.help).toMatch(new RegExp(`\\b${stack}\\b.*\\bare refused`));
  });

  it('leaves no stack behind that needs another', () => {
    const needs = (name: string, ...dependencies: ReadonlyArray<string>) => ({
      name,
      dependencies,
    });
    const [network, stream] = [needs('network'), needs('stream', 'storage')];
    const listener = needs('listener', 'network', 'stream');
    const all = [needs('storage'), network, stream, listener];
    expect(leftBehind([network], all)).toBe('listener needs network: name it as well');
    expect(leftBehind([network, listener], all)).toBeNull();
  });

  it('misses each raw table', () => {
    const all = rawTables.map(snowflakeTableName);
    expect(missingTables(all)).toStrictEqual([]);
    expect(missingTables(all.slice(1))).toStrictEqual([all[0]]);
  });
});

describe('the change of cost', () => {
  it('is by part, against what is deployed', () => {
    const before = monthOf(deploymentWith({ listenerAuditMinutes: 10 }));
    const now = monthOf(deploymentWith({ listenerAuditMinutes: 1 }));
    const change = costChange(now, before);
    expect(change.parts.map(({ name }) => name)).toContain('AWS: Firehose');
    expect(costText(change)).toMatch(
      /^\*\*A month costs \d+\.\d\d USD\*\*, \+\d+\.\d\d against what is deployed:\n\n- AWS: /,
    );
    expect(costText(costChange(before, before))).toContain('as what is deployed does');
    expect(costText(costChange(before, null))).toContain('nothing is deployed yet');
  });

  it('knows what a configuration leaves open', () => {
    const open = { firehoseBufferSeconds: null, firehoseBufferMib: null };
    const none = { ...open, listenerAuditMinutes: null, listenerSpoolMib: null, subnetId: null };
    expect(inputsOf(none).auditsPerDay).toBe(144);
    expect(inputsOf({ ...none, listenerAuditMinutes: 0 }).auditsPerDay).toBe(0);
    expect(inputsOf({ ...none, listenerSpoolMib: 16 }).spoolGib).toBe(1);
  });
});
