import { streamNames, type StreamName } from '@bitcoin-pipeline/model';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { startDelivery } from '../../../lake/delivery/index.ts';
import { putFaultCodes, type Roll, type WaitingLine } from '../../../lake/delivery/ports.ts';
import { handClock } from '../../support/clock.ts';
import { handEnd, type Fate, type HandEnd } from '../../support/hand-end.ts';
import { memoryBacklog, type HandLine } from '../../support/memory-backlog.ts';

const roll: Roll = { ageMs: 2000, bytes: 60, byHour: true };

const fates: fc.Arbitrary<Fate> = fc.oneof(
  fc.constant('taken' as const),
  fc.constantFrom<Fate>('lost-reply', 'throws', ...putFaultCodes),
);
const anyStream = fc.constantFrom<StreamName>(...streamNames);
/** A line, and how long after the one before it came; sometimes the wall clock is set back. */
const anyLine = fc.record({
  stream: anyStream,
  afterMs: fc.oneof(fc.integer({ min: 0, max: 3000 }), fc.constant(3_600_000), fc.constant(-5000)),
  length: fc.integer({ min: 0, max: 40 }),
});
const anyStep = fc.oneof(
  fc.record({ tag: fc.constant('lines' as const), lines: fc.array(anyLine, { maxLength: 12 }) }),
  fc.record({ tag: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 30_000 }) }),
  fc.record({ tag: fc.constant('flush' as const), withinMs: fc.integer({ min: 0, max: 10_000 }) }),
  fc.record({ tag: fc.constant('broken' as const), ms: fc.integer({ min: 1, max: 5000 }) }),
);

/** Each shipment keeps the roll, and its lines follow one another in their stream. */
const shipmentsAreRight = ({ taken }: HandEnd, lines: ReadonlyArray<HandLine>): void => {
  for (const { stream, lines: sent } of taken) {
    const positions = sent.map(({ position }) => position);
    const between = lines
      .map((line, index) => ({ stream: line.stream, position: index + 1 }))
      .filter((line) => line.stream === stream)
      .map(({ position }) => position)
      .filter((position) => position >= (positions[0] ?? 0) && position <= (positions.at(-1) ?? 0));
    expect(positions).toStrictEqual(between);
    const bytes = sent.reduce((sum, line) => sum + line.bytes.length, 0);
    if (sent.length > 1) expect(bytes).toBeLessThanOrEqual(roll.bytes);
    expect(new Set(sent.map(({ observedAt }) => observedAt.slice(0, 13))).size).toBe(1);
  }
};

/** The lines of a stream in the lake, each where it came first. */
const inLake = ({ taken }: HandEnd, stream: StreamName): ReadonlyArray<WaitingLine> => {
  const all = taken.filter((shipment) => shipment.stream === stream).flatMap(({ lines }) => lines);
  return all.filter(
    ({ position }, at) => all.findIndex((line) => line.position === position) === at,
  );
};

const holds = (end: HandEnd, lines: ReadonlyArray<HandLine>, stream: StreamName, upTo: number) => {
  const wanted = lines.slice(0, upTo).filter((line) => line.stream === stream).length;
  return inLake(end, stream).filter(({ position }) => position <= upTo).length === wanted;
};

it('over any schedule of lines, faults, flushes and time no line is lost, and none is in a wrong shipment', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyStep, { minLength: 1, maxLength: 12 }),
      fc.infiniteStream(fates),
      fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
      async (steps, fate, random) => {
        const end = handEnd({ roll, fate: () => fate.next().value });
        const clock = handClock();
        const memory = memoryBacklog();
        const lines: Array<HandLine> = [];
        const backlog = {
          ...memory,
          acknowledge: (stream: StreamName, position: number) => {
            expect(holds(end, lines, stream, position)).toBe(true);
            memory.acknowledge(stream, position);
          },
        };
        const delivery = startDelivery(backlog, end, {
          clock,
          random: () => random.next().value,
          told: () => undefined,
        });
        let wallMs = Date.parse('2026-11-21T06:00:00.000Z');
        const add = (
          more: ReadonlyArray<{ stream: StreamName; afterMs: number; length: number }>,
        ) => {
          const made = more.map(({ stream, afterMs, length }) => {
            wallMs += afterMs;
            return { stream, observedAt: new Date(wallMs).toISOString(), text: 'x'.repeat(length) };
          });
          lines.push(...made);
          memory.add(made);
        };

        for (const step of steps) {
          if (step.tag === 'lines') add(step.lines);
          if (step.tag === 'pass') await clock.pass(step.ms);
          if (step.tag === 'broken') {
            memory.breakWith({ code: 'io', message: 'away' });
            await clock.pass(step.ms);
            memory.breakWith(null);
          }
          if (step.tag === 'flush') {
            const durable = memory.durable();
            const flushed = delivery.flush(step.withinMs);
            await clock.pass(step.withinMs);
            if (await flushed)
              for (const stream of streamNames)
                expect(holds(end, lines, stream, durable)).toBe(true);
          }
        }

        await clock.until(() =>
          streamNames.every((stream) => holds(end, lines, stream, lines.length)),
        );
        const flushed = delivery.flush(Number.POSITIVE_INFINITY);
        let isFlushed: boolean | null = null;
        void flushed.then((done) => (isFlushed = done));
        await clock.until(() => isFlushed !== null);
        expect(isFlushed).toBe(true);
        shipmentsAreRight(end, lines);
        for (const stream of streamNames) {
          const wanted = lines.flatMap((line, index) => (line.stream === stream ? index + 1 : []));
          expect(inLake(end, stream).map(({ position }) => position)).toStrictEqual(wanted);
          expect(memory.acknowledged(stream)).toBe(wanted.at(-1) ?? 0);
          expect(delivery.streams()[stream].lines).toBe(wanted.length);
        }
        await delivery.stop();
        expect(clock.waiting()).toStrictEqual([]);
        expect(memory.listeners()).toBe(0);
      },
    ),
    { numRuns: 200 },
  );
});
