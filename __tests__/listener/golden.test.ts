import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Session } from '../../listener/session.ts';
import { countedIds, producer, textOf } from '../support/lines.ts';

const golden = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../fixtures/golden/${name}`, import.meta.url)), 'utf8');

const endpoint = 'ws://127.0.0.1:1/api/v1/ws';
const at = (clock: string): number => Date.parse(`2026-11-21T${clock}Z`);

describe('the lines of two epochs and one gap', () => {
  it('are those written by hand, byte for byte', () => {
    const [one, two, three, four, five, six] = JSON.parse(
      golden('two-epochs-one-gap.frames.json'),
    ) as [string, string, string, string, string, string];
    const session = new Session(producer, countedIds(), 'http://127.0.0.1:1');
    const lines = [
      ...session.opened(endpoint, at('06:00:00.000')),
      ...session.frame(Buffer.from(one), at('06:00:01.000')).lines,
      ...session.frame(Buffer.from(two), at('06:00:02.500')).lines,
      ...session.frame(Buffer.from(three), at('06:00:03.000')).lines,
      ...session.frame(Buffer.from(four), at('06:00:04.000')).lines,
      ...session.frame(Buffer.from(five), at('06:00:05.000')).lines,
      ...session.closed('socket-closed', 1006, at('06:00:06.000')),
      ...session.opened(endpoint, at('06:00:10.000')),
      ...session.frame(Buffer.from(six), at('06:00:11.000')).lines,
      ...session.closed('stopped', null, at('06:00:12.000')),
    ];
    expect(textOf(lines)).toBe(golden('two-epochs-one-gap.ndjson'));
  });
});
