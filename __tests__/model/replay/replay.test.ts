import {
  DECODER_VERSION,
  MAX_LINE_BYTES,
  Rejections,
  catalogue,
  decodeFrame,
  readLine,
  replayOf,
  type Line,
  type ReadLine,
  type Rejection,
  type Replayed,
} from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { countedIds } from '../../support/lines.ts';
import { FormerEpoch, textOfLine } from '../../support/refused.ts';
import { sha256 } from '../../../cli/program.ts';

const by = { producerId: 'p2', producerVersion: '9.9.9', sha256: countedIds().sha256 };
const projected = 'projected-block-transactions';
const txid = (n: number): string => n.toString(16).padStart(64, '0');
const conversions = '{"time":1795239437, "USD":100000}';

const read = (line: Line): ReadLine => {
  const back = readLine(textOfLine(line));
  if (E.isLeft(back)) throw new Error(back.left);
  return back.right;
};

const rejectionOf = (lines: ReadonlyArray<Line>): Rejection => {
  const rejections = new Rejections();
  const whole = lines.map(read).map((line) => {
    if (line.type !== 'FragmentRejected') throw new Error(`a ${line.type}`);
    return rejections.add(line);
  });
  const last = whole.at(-1) ?? null;
  if (last === null || whole.filter((each) => each !== null).length !== 1)
    throw new Error('not one whole fragment');
  return last;
};

const replayed = (lines: ReadonlyArray<Line>): Replayed => {
  const made = replayOf(rejectionOf(lines), by);
  if (E.isLeft(made)) throw new Error(made.left);
  return made.right;
};

/** An epoch with two lines before what comes next. */
const former = (): FormerEpoch => {
  const epoch = new FormerEpoch('e1');
  epoch.opened('05:00:00');
  epoch.counted('05:00:01');
  return epoch;
};

describe('a fragment that decodes now', () => {
  const body = `{"index":0,\n"blockTransactions":[{"txid":"${txid(1)}","fee":1000,"vsize":140.25,"value":5.0e3}]}`;
  const [refused] = former().refused('05:00:02', projected, body);
  const made = replayed(refused === undefined ? [] : [refused]);
  const [line] = made.lines.map(read);

  it('becomes its event under the id of its rejection with the version behind', () => {
    expect(made).toMatchObject({ events: ['NextBlockSnapshotTaken'], reason: null });
    expect(made.lines).toMatchObject([{ stream: 'mempool-block', ordinal: 3 }]);
    expect(line?.envelope).toStrictEqual({
      ...(refused === undefined ? {} : read(refused).envelope),
      eventId: `e1-3.${DECODER_VERSION}`,
      eventType: 'NextBlockSnapshotTaken',
      schemaVersion: 1,
      layout: 'mempool/2022-06',
      origin: 'replay',
      producerId: 'p2',
      producerVersion: '9.9.9',
    });
  });

  it('keeps its bytes, and knows nothing of what stood beside it', () => {
    expect(line?.payloadText).toBe(body.replace('\n', ' '));
    expect(line?.fields).toStrictEqual({
      blockIndex: 0,
      sequence: null,
      statedRows: null,
      statedFeeSats: null,
      statedWeight: null,
    });
  });
});

it.each([
  [
    projected,
    '{"index":0,"delta":{"added":[],"removed":[]}}',
    { baseOrdinal: null, sequence: null },
  ],
  [
    'conversions',
    conversions,
    { quotedAt: '2026-11-21T05:37:17.000Z', payloadSha256: by.sha256(Buffer.from(conversions)) },
  ],
  ['mempool-txids', '{"sequence":7}', { sequence: 7 }],
] as const)('what stood under %s has every field of its event', (key, body, fields) => {
  const [line] = replayed(former().refused('05:00:02', key, body)).lines.map(read);
  expect(line?.fields).toMatchObject(fields);
  expect(line?.envelope.path).toBe(key);
  expect(Object.keys(line?.fields ?? {})).toStrictEqual(
    Object.keys(catalogue[line?.type ?? 'EpochOpened'].fields),
  );
});

describe('a long fragment', () => {
  const row = (n: number): string => `{"txid":"${txid(n)}","fee":1000,"vsize":140.25,"value":5000}`;
  const body = `{"index":0,"blockTransactions":[${Array.from({ length: 20_000 }, (_, n) => row(n)).join(',')}]}`;
  const lines = former().refused('05:00:02', projected, body);
  const made = replayed(lines);
  const parts = made.lines.map(read);

  it('takes the first of the ordinals that its rejection took, all of its rows, in order', () => {
    expect(lines.length).toBeGreaterThan(made.lines.length);
    expect(made.lines.length).toBeGreaterThan(1);
    expect(made.lines.map(({ ordinal }) => ordinal)).toStrictEqual(made.lines.map((_, n) => n + 3));
    expect(parts.map(({ part }) => part)).toStrictEqual(
      made.lines.map((_, n) => ({ part: n + 1, parts: made.lines.length })),
    );
    for (const line of made.lines) expect(line.bytes.length).toBeLessThanOrEqual(MAX_LINE_BYTES);
    const txids = parts.flatMap(({ payloadText }) => payloadText.match(/[0-9a-f]{64}/g) ?? []);
    expect(txids).toStrictEqual(Array.from({ length: 20_000 }, (_, n) => txid(n)));
  });

  it('whose rejection has fewer ordinals than it needs lines stays rejected, and says so', () => {
    const [first] = rejectionOf(lines);
    const one = { ...first, part: null, payloadText: JSON.stringify(body) };
    const tooMany = replayOf([one], by);
    expect(tooMany).toMatchObject({ right: { events: [], reason: 'too-many-lines' } });
  });

  it('that is still bad is marked part by part, with the place of today', () => {
    const bad = former().refused('05:00:02', projected, body.replace('140.25', '140.3'));
    const marked = replayed(bad);
    expect(marked).toMatchObject({ events: [], reason: 'does-not-decode' });
    expect(marked.lines.map(read)).toMatchObject(
      bad.map(read).map(({ envelope, part, payloadText, fields }) => ({
        type: 'FragmentRejected',
        part,
        payloadText,
        envelope: {
          ...envelope,
          eventId: `${envelope.eventId}.${DECODER_VERSION}`,
          origin: 'replay',
          producerId: 'p2',
          producerVersion: '9.9.9',
        },
        fields: {
          ...fields,
          valuePath: 'blockTransactions.0.vsize',
          codec: 'VsizeVbytes',
          triedLayout: 'mempool/2022-06',
        },
      })),
    );
  });
});

it('a rejection as long as a line may be is no longer when it says a place', () => {
  const epoch = former();
  const bodyFor = (bytes: number): string =>
    JSON.stringify({ id: txid(1), extras: { coinbaseSignatureAscii: 7, x: 'x'.repeat(bytes) } });
  const slack =
    MAX_LINE_BYTES - (epoch.refused('05:00:02', 'block', bodyFor(0))[0]?.bytes.length ?? 0);
  // the longest that the epoch leaves whole: it keeps room for wider numbers and for parts
  const longest = Array.from({ length: 200 }, (_, n) => slack - n).find(
    (bytes) => former().refused('05:00:02', 'block', bodyFor(bytes)).length === 1,
  );
  const whole = former().refused('05:00:02', 'block', bodyFor(longest ?? 0));
  const [line] = replayed(whole).lines;
  expect(line === undefined ? null : read(line).fields).toMatchObject({ valuePath: 'height' });
  expect(line?.bytes.length).toBeGreaterThan(MAX_LINE_BYTES - 200);
  expect(line?.bytes.length).toBeLessThanOrEqual(MAX_LINE_BYTES);
});

describe('what was refused for something else than its codec', () => {
  it('a key that its frame had twice stays refused, though each alone would decode', () => {
    expect(
      replayed(former().refused('05:00:02', 'conversions', conversions, 'duplicate-key')),
    ).toMatchObject({ events: [], reason: 'duplicate-key' });
    expect(
      replayed(former().refused('05:00:02', 'conversions', conversions, 'line-too-long')),
    ).toMatchObject({ events: ['ConversionsQuoted'] });
  });

  it('bytes that are no text come back as they were', () => {
    const bytes = Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d]);
    const made = replayed(former().refused('05:00:02', null, bytes, 'invalid-utf8'));
    expect(made).toMatchObject({ events: [], reason: 'invalid-utf8' });
    const text = `{"conversions":${conversions}}`;
    const decoded = replayed(former().refused('05:00:02', null, Buffer.from(text), 'invalid-utf8'));
    expect(decoded.lines.map(read)).toMatchObject([
      { type: 'ConversionsQuoted', payloadText: conversions },
    ]);
  });

  it('a byte order mark is kept, so that what it spoilt stays spoilt', () => {
    const frame = Buffer.from(`\ufeff{"conversions":${conversions}}`);
    expect(decodeFrame(frame, sha256)).toMatchObject([{ tag: 'rejected', reason: 'not-json' }]);
    const lines = former().refused('05:00:02', null, frame, 'not-json');
    expect(JSON.parse(lines.map(read)[0]?.payloadText ?? '')).toBe(frame.toString());
    expect(replayed(lines)).toMatchObject({ events: [], reason: 'not-json' });
  });

  it('a key that makes no event, and a frame of such keys, stay refused as they were', () => {
    expect(replayed(former().refused('05:00:02', 'no-such-key', '{}', 'too-deep')).reason).toBe(
      'too-deep',
    );
    expect(replayed(former().refused('05:00:02', null, '{"pong":true}', 'not-json')).reason).toBe(
      'not-json',
    );
  });
});

describe('a whole frame', () => {
  const txids = '{"sequence":7}';
  it('of one event becomes that event under the key it stood under', () => {
    const lines = former().refused(
      '05:00:02',
      null,
      `{"pong":true,"mempool-txids":${txids}}`,
      'not-json',
    );
    expect(replayed(lines).lines.map(read)).toMatchObject([
      {
        type: 'TransactionsMoved',
        envelope: { path: 'mempool-txids', ordinal: 3 },
        payloadText: txids,
      },
    ]);
  });

  it('of more events than it has ordinals stays refused; split in parts it has enough', () => {
    const frame = (more: string): string =>
      `{"conversions":${conversions},"mempool-txids":${txids}${more}}`;
    expect(replayed(former().refused('05:00:02', null, frame(''), 'not-json')).reason).toBe(
      'too-many-lines',
    );
    const long = former().refused(
      '05:00:02',
      null,
      frame(`,"x":"${'x'.repeat(MAX_LINE_BYTES)}"`),
      'not-json',
    );
    expect(replayed(long).lines.map(read)).toMatchObject([
      { type: 'ConversionsQuoted', part: null, envelope: { ordinal: 3 } },
      { type: 'TransactionsMoved', part: null, envelope: { ordinal: 4 } },
    ]);
  });

  it('with one fragment that is still bad stays refused with its reason', () => {
    const frame = `{"mempool-txids":${txids},"conversions":{"USD":1}}`;
    expect(replayed(former().refused('05:00:02', null, frame, 'not-json'))).toMatchObject({
      events: [],
      reason: 'does-not-decode',
    });
  });
});

it('a body that its line does not hold is a fault, not a guess', () => {
  const [line] = rejectionOf(
    former().refused('05:00:02', null, Buffer.from([0xff]), 'invalid-utf8'),
  );
  for (const payloadText of ['"%"', '7', '{', '"a'])
    expect(replayOf([{ ...line, payloadText }], by)).toStrictEqual(
      E.left('the body of e1-3 is not what its encoding says'),
    );
});

describe('fragments put together from their lines', () => {
  const lines = former()
    .refused('05:00:02', null, 'x'.repeat(3 * MAX_LINE_BYTES), 'not-json')
    .map(read);
  const add = (rejections: Rejections, line: ReadLine | undefined) =>
    line?.type === 'FragmentRejected' ? rejections.add(line) : null;

  it('are whole once, whatever the order, however often a line comes', () => {
    const rejections = new Rejections();
    const shuffled = [...lines.slice(1), ...lines.slice(1), ...lines.slice(0, 1), ...lines];
    const whole = shuffled.flatMap((line) => add(rejections, line) ?? []);
    expect(whole).toStrictEqual(lines);
    expect([rejections.found, rejections.incomplete]).toStrictEqual([1, 0]);
  });

  it('are not whole while a part is missing', () => {
    const rejections = new Rejections();
    expect(lines.slice(1).map((line) => add(rejections, line))).toStrictEqual(
      lines.slice(1).map(() => null),
    );
    expect([rejections.found, rejections.incomplete]).toStrictEqual([1, 1]);
  });
});
