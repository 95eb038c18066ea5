import {
  Epoch,
  MAX_LINE_BYTES,
  decodeFrame,
  readLine,
  type Line,
  type Rejected,
} from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitRows, splitText } from '../../../model/line/parts.ts';
import { countedIds, producer } from '../../support/lines.ts';
import { sha256 } from '../../../cli/program.ts';

const txid = (n: number): string => n.toString(16).padStart(64, '0');
const row = (n: number): string => `["${txid(n)}",${n},100.25,50000,4.00,1,1700000000]`;
const epoch = (): Epoch => new Epoch('e1', producer, countedIds().sha256);

const read = (line: Line) => {
  const back = readLine(Buffer.from(line.bytes).toString());
  if (E.isLeft(back)) throw new Error(back.left);
  return back.right;
};

const accepted = (bytes: Buffer) => {
  const [outcome] = decodeFrame(bytes, sha256);
  if (outcome?.tag !== 'accepted') throw new Error('not accepted');
  return outcome;
};

describe('a snapshot longer than a line may be', () => {
  const rows = Array.from({ length: 12_000 }, (_, n) => row(n));
  const bytes = Buffer.from(
    `{"projected-block-transactions":{"index": 0,"sequence":5,"blockTransactions":[${rows.join(',')}]}}`,
  );
  const own = epoch();
  const lines = own.accept(own.frame(bytes, 1, 0), accepted(bytes), {
    statedRows: null,
    statedFeeSats: null,
    statedWeight: null,
  });

  it('becomes lines with consecutive ordinals, none too long, numbered as parts', () => {
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.map((line) => line.ordinal)).toStrictEqual(lines.map((_, index) => index + 1));
    for (const line of lines) expect(line.bytes.length).toBeLessThanOrEqual(MAX_LINE_BYTES);
    expect(lines.map((line) => read(line).part)).toStrictEqual(
      lines.map((_, index) => ({ part: index + 1, parts: lines.length })),
    );
  });

  it('holds every row once, as it was written, in order', () => {
    const texts = lines.map((line) => read(line).payloadText);
    for (const text of texts) expect(JSON.parse(text)).toMatchObject({ index: 0, sequence: 5 });
    const inside = texts.map((text) => text.slice(text.indexOf('[') + 1, text.lastIndexOf(']')));
    expect(inside.join(',')).toBe(rows.join(','));
  });

  it('counts as one event', () => {
    expect(own.counts.accepted).toBe(1);
  });
});

it('a delta in parts says the same as the whole, removed first, then added, then changed', () => {
  fc.assert(
    fc.property(
      fc.nat(20),
      fc.nat(20),
      fc.nat(20),
      fc.integer({ min: 400, max: 1200 }),
      (a, r, c, limit) => {
        const added = Array.from({ length: a }, (_, n) => JSON.parse(row(n)) as unknown);
        const removed = Array.from({ length: r }, (_, n) => txid(n));
        const changed = Array.from({ length: c }, (_, n) => [txid(n), 1.5, 0, 1]);
        const whole = { index: 0, sequence: 9, delta: { added, removed, changed } };
        const parts = splitRows(
          Buffer.from(JSON.stringify(whole)),
          [
            ['delta', 'removed'],
            ['delta', 'added'],
            ['delta', 'changed'],
          ],
          limit,
        );
        if (a + r + c === 0) {
          expect(parts).toBeNull();
          return;
        }
        const apart = (parts ?? []).map(
          (part) => JSON.parse(Buffer.from(part).toString()) as typeof whole,
        );
        expect(apart.flatMap((part) => part.delta.removed)).toStrictEqual(removed);
        expect(apart.flatMap((part) => part.delta.added)).toStrictEqual(added);
        expect(apart.flatMap((part) => part.delta.changed)).toStrictEqual(changed);
        const lastRemoval = apart.findLastIndex((part) => part.delta.removed.length > 0);
        const firstChange = apart.findIndex((part) => part.delta.changed.length > 0);
        if (firstChange >= 0) expect(lastRemoval).toBeLessThanOrEqual(firstChange);
      },
    ),
  );
});

it('a text in parts is the whole text, cut between characters, each part within its limit', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.integer({ min: 20, max: 200 }),
      (text, limit) => {
        const parts = splitText(text, limit);
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(limit);
        expect(
          parts.map((part) => JSON.parse(Buffer.from(part).toString()) as string).join(''),
        ).toBe(text);
        for (const part of parts) expect(Buffer.from(part).toString('utf8')).not.toContain('\\ud');
      },
    ),
  );
});

describe('a rejected body', () => {
  const rejected = (bytes: Uint8Array): ReadonlyArray<Line> => {
    const own = epoch();
    const [outcome] = decodeFrame(bytes, sha256);
    return own.reject(own.frame(bytes, 1, 0), outcome as Rejected);
  };
  const bodyOf = (lines: ReadonlyArray<Line>): string =>
    lines.map((line) => JSON.parse(read(line).payloadText) as string).join('');

  it('is kept whole, however long', () => {
    const text = `{"rubbish": "${'ü"\\'.repeat(600_000)}`;
    const lines = rejected(Buffer.from(text));
    expect(lines.length).toBeGreaterThan(1);
    expect(bodyOf(lines)).toBe(text);
  });

  it('that is no text is kept in base64', () => {
    const bytes = Uint8Array.from({ length: 2_000_000 }, (_, index) => (index * 7) % 256);
    const lines = rejected(bytes);
    expect(Buffer.from(bodyOf(lines), 'base64').equals(bytes)).toBe(true);
    expect(read(lines[0] as Line).fields).toMatchObject({
      reason: 'invalid-utf8',
      encoding: 'base64',
    });
  });
});

it('a fragment that no line can hold, because it has no rows to split, is quarantined whole', () => {
  const long = `{"conversions":{"time":0,"USD":1,"note":"${'x'.repeat(MAX_LINE_BYTES)}"}}`;
  const own = epoch();
  const bytes = Buffer.from(long);
  const lines = own.accept(own.frame(bytes, 1, 0), accepted(bytes), {});
  expect(new Set(lines.map((line) => line.stream))).toStrictEqual(new Set(['quarantine']));
  expect(lines.map((line) => JSON.parse(read(line).payloadText) as string).join('')).toBe(
    long.slice('{"conversions":'.length, -1),
  );
  expect(own.counts.accepted).toBe(0);
  expect(Object.fromEntries(own.counts.quarantined)).toStrictEqual({ 'line-too-long': 1 });
});

it('a raw line feed in a payload becomes a space, and nothing else changes', () => {
  const own = epoch();
  const text = '{"conversions":{\n "time" : 0,\r\n\t"USD": -1}}';
  const bytes = Buffer.from(text);
  const [line] = own.accept(own.frame(bytes, 1, 0), accepted(bytes), {});
  expect(read(line as Line).payloadText).toBe('{  "time" : 0,\r \t"USD": -1}');
});
