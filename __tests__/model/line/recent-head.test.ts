import type { EventOf } from '@bitcoin-pipeline/model';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Slab } from '../../../model/line/line-bytes.ts';
import { LineWriter } from '../../../model/line/line-writer.ts';
import { instantOf } from '../../../model/codec/instant.ts';
import { headOf } from '../../../model/line/line.ts';
import { RecentHead, fieldsOf, type HeadValues } from '../../../model/line/recent-head.ts';
import { producer } from '../../support/lines.ts';

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

/** Mostly as wide as before: else all is written anew, and nothing over what was there. */
const count = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 100, max: 999 }) },
  fc.integer({ min: 0, max: 12 }),
  fc.integer({ min: 95, max: 105 }),
  fc.integer({ min: 2 ** 31 - 3, max: 2 ** 31 + 3 }),
  fc.maxSafeNat(),
);
const orNull = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.option(values, { freq: 12 });
const word = fc.oneof(
  fc.constantFrom('aaaa', 'bbbb', 'ab', '', 'a"b', 'a\\b', 'ä', '"frame_no":1', '₿'),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const moment = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1_789_775_990_000, max: 1_789_776_010_000 }) }, // around midnight
  fc.constantFrom(0, 999, 86_399_999, 86_400_000, 253_402_300_799_999, 1_789_776_000_000.75),
);
const place = { ordinal: count, frameNo: count, observedAtMs: moment };

const envelopeOf = ({ ordinal, frameNo, observedAtMs }: HeadValues, eventType: string) => ({
  ...producer,
  eventId: `e1-${ordinal}`,
  eventType,
  schemaVersion: 1,
  layout: 'mempool/2024-04',
  path: 'conversions',
  epochId: 'e1',
  frameNo,
  ordinal,
  observedAt: instantOf(observedAtMs),
});

const headsAre = (
  type: 'NextBlockChanged' | 'ConversionsQuoted',
  all: ReadonlyArray<HeadValues>,
): void => {
  const recent = new RecentHead(type);
  for (const values of all) {
    const envelope = envelopeOf(values, type);
    const fields = fieldsOf(type, values) as EventOf<typeof type>;
    const written = textOf(recent.of(values, () => envelope));
    expect(written).toBe(textOf(headOf(envelope, null, type, fields)));
  }
};

it('A head written over the one before is what JSON.stringify writes, whatever becomes wider', () => {
  const change = fc.record({
    ...place,
    read: fc.record({ blockIndex: count, sequence: orNull(count) }),
    given: fc.record({
      baseOrdinal: orNull(count),
      statedRows: orNull(count),
      statedFeeSats: orNull(fc.oneof(count, fc.constantFrom(-1, 0.5, 100.5, 1e21))),
      statedWeight: orNull(count),
    }),
    payloadSha256: fc.constant(null),
  });
  fc.assert(
    fc.property(fc.array(change, { minLength: 2, maxLength: 12 }), (all) =>
      headsAre('NextBlockChanged', all),
    ),
    { numRuns: 800 },
  );
});

it('so is one with texts, of whatever characters', () => {
  const quote = fc.record({
    ...place,
    read: fc.record({ quotedAt: orNull(fc.oneof(moment.map(instantOf), word)) }),
    given: fc.constant({}),
    payloadSha256: orNull(word),
  });
  fc.assert(
    fc.property(fc.array(quote, { minLength: 2, maxLength: 12 }), (all) =>
      headsAre('ConversionsQuoted', all),
    ),
    { numRuns: 800 },
  );
});

it('a fragment under another key, or of another layout, has a head of its own', () => {
  const writer = new LineWriter(new Slab());
  const values: HeadValues = {
    ordinal: 1,
    frameNo: 1,
    observedAtMs: 0,
    read: { quotedAt: null },
    given: {},
    payloadSha256: null,
  };
  const lineUnder = (path: string, layout: string): string => {
    const kind = { type: 'ConversionsQuoted', layout, path } as const;
    const envelope = { ...envelopeOf(values, kind.type), layout, path };
    return textOf(writer.write(kind, values, Buffer.from('{}'), () => envelope) ?? Buffer.of());
  };
  for (const [path, layout] of [
    ['conversions', 'one'],
    ['/api/v1/prices', 'one'],
    ['/api/v1/prices', 'two'],
  ] as const)
    expect(JSON.parse(lineUnder(path, layout))).toMatchObject({ path, layout });
});
