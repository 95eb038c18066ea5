import { type StreamName } from '@bitcoin-pipeline/model';
import { onTestFinished, describe, expect, it } from 'vitest';
import { startDelivery } from '../../../lake/delivery/index.ts';
import type { Delivery, DeliveryEvent, End, Roll } from '../../../lake/delivery/ports.ts';
import { handClock } from '../../support/clock.ts';
import { handEnd, handFault, type Fate, type HandEnd } from '../../support/hand-end.ts';
import { memoryBacklog, type HandLine } from '../../support/memory-backlog.ts';

const roll: Roll = { ageMs: 2000, bytes: 100, byHour: false };

const line = (text: string, stream: StreamName = 'mempool-block', clock = '06:00:00.000') => ({
  stream,
  observedAt: `2026-11-21T${clock}Z`,
  text,
});
const textsOf = (end: HandEnd): ReadonlyArray<string> =>
  end.taken.map(({ lines }) => lines.map(({ bytes }) => Buffer.from(bytes).toString()).join(''));

/** A delivery on a clock that is turned by hand; waits are the longest there may be. */
const delivering = (end: End, waiting: ReadonlyArray<HandLine> = []) => {
  const clock = handClock();
  const backlog = memoryBacklog();
  const told: Array<DeliveryEvent> = [];
  backlog.add(waiting);
  const delivery: Delivery = startDelivery(backlog, end, {
    clock,
    random: () => 1,
    told: (event) => told.push(event),
  });
  onTestFinished(() => delivery.stop());
  const eventsOf = <K extends DeliveryEvent['event']>(kind: K) =>
    told.filter((event): event is Extract<DeliveryEvent, { event: K }> => event.event === kind);
  return { clock, backlog, delivery, told, eventsOf };
};

describe('lines wait for others', () => {
  it('as long as the roll says since the oldest was seen, by a clock that does not jump', async () => {
    const end = handEnd({ roll });
    const { clock, backlog } = delivering(end);
    await clock.pass(5000);
    backlog.add([line('1')]);
    await clock.pass(1500);
    backlog.add([line('2')]);
    await clock.pass(499);
    expect(end.taken).toHaveLength(0);
    await clock.pass(1);
    expect(textsOf(end)).toStrictEqual(['1\n2\n']);
    expect(backlog.acknowledgements).toStrictEqual([['mempool-block', 2]]);
  });

  it('not at all when their bytes part them, and a backlog of hours goes as far as they do', async () => {
    const end = handEnd({ roll });
    const { clock } = delivering(end, [
      line('1'),
      line('2', 'mempool-block', '06:00:02.000'),
      line('3'.repeat(95), 'mempool-block', '07:00:00.000'),
      line('4'.repeat(99), 'mempool-block', '08:00:00.000'),
    ]);
    await clock.rest();
    expect(textsOf(end)).toStrictEqual([`1\n2\n${'3'.repeat(95)}\n`, `${'4'.repeat(99)}\n`]);
  });

  it('longer than their age where rounding asks for it, until others fill the step', async () => {
    const rounding = { stepBytes: 10, mostLost: 0, withinMs: 60_000 };
    const end = handEnd({ roll: { ...roll, rounding } });
    const { clock, backlog } = delivering(end, [line('1234')]);
    await clock.pass(30_000);
    expect(end.taken).toHaveLength(0);
    backlog.add([line('6789'), line('a')]);
    await clock.rest();
    expect(textsOf(end)).toStrictEqual(['1234\n6789\n']);
    await clock.pass(59_999);
    expect(end.taken).toHaveLength(1);
    await clock.pass(1);
    expect(textsOf(end).at(-1)).toBe('a\n');
  });

  it('and the hour parts them where the end asks for it', async () => {
    const end = handEnd({ roll: { ...roll, byHour: true } });
    const { clock } = delivering(end, [
      line('1', 'mempool-block', '06:59:59.999'),
      line('2', 'mempool-block', '07:00:00.000'),
    ]);
    await clock.rest();
    expect(textsOf(end)).toStrictEqual(['1\n']);
    await clock.pass(2000);
    expect(textsOf(end)).toStrictEqual(['1\n', '2\n']);
  });

  it('in memory no more than one shipment of them, however many there are', async () => {
    const fates: Array<Fate> = ['hangs'];
    const end = handEnd({ roll, fate: () => fates.shift() ?? 'taken' });
    const asked: Array<number> = [];
    const { clock, backlog } = delivering(end);
    const { read } = backlog;
    Object.assign(backlog, {
      read: (stream: StreamName, after: number, maxBytes: number) => {
        if (stream === 'mempool-block') asked.push(maxBytes);
        return read(stream, after, maxBytes);
      },
    });
    backlog.add(Array.from({ length: 100 }, () => line('x'.repeat(39))));
    await clock.rest();
    expect(asked).toStrictEqual([100, 20]); // one line more tells that the shipment is full
    end.release();
  });
});

describe('an attempt that fails', () => {
  it('is repeated until it goes, ever later, and nothing is acknowledged before', async () => {
    const fates: Array<Fate> = ['throttled', 'timeout', 'throws', 'network', 'taken'];
    const end = handEnd({ roll, fate: () => fates.shift() ?? 'taken' });
    const { clock, backlog, delivery, eventsOf } = delivering(end, [line('1')]);
    await clock.pass(2000);
    expect(delivery.streams()['mempool-block']).toStrictEqual({
      lines: 0,
      lineBytes: 0,
      records: 0,
      failures: { throttled: 1 },
      fault: handFault('throttled'),
      oldestWaiting: '2026-11-21T06:00:00.000Z',
    });
    await clock.pass(200 + 400 + 800 + 1599);
    expect(backlog.acknowledgements).toStrictEqual([]);
    await clock.pass(1);
    expect(
      eventsOf('put-failed').map(({ fault, attempt, retryAfterMs }) => [
        fault.code,
        attempt,
        retryAfterMs,
      ]),
    ).toStrictEqual([
      ['throttled', 1, 200],
      ['timeout', 2, 400],
      ['io', 3, 800],
      ['network', 4, 1600],
    ]);
    expect(eventsOf('put-recovered')).toStrictEqual([
      { event: 'put-recovered', stream: 'mempool-block', attempts: 5, tookMs: 3000 },
    ]);
    expect(backlog.acknowledgements).toStrictEqual([['mempool-block', 1]]);
    expect(delivery.streams()['mempool-block']).toStrictEqual({
      lines: 1,
      lineBytes: 2,
      records: 1,
      failures: { throttled: 1, timeout: 1, io: 1, network: 1 },
      fault: null,
      oldestWaiting: null,
    });
  });

  it('for want of a repair is repeated each minute at most, and goes on by itself after it', async () => {
    let isRepaired = false;
    const end = handEnd({ roll, fate: () => (isRepaired ? 'taken' : 'access-denied') });
    const { clock, delivery, backlog, eventsOf } = delivering(end, [line('1')]);
    await clock.pass(2000 + 10 * 60_000);
    expect(eventsOf('put-failed').map(({ retryAfterMs }) => retryAfterMs)).toStrictEqual(
      Array.from({ length: 11 }, () => 60_000),
    );
    backlog.add([line('2')]);
    await clock.rest();
    expect(end.attempts('mempool-block')).toBe(11); // new lines are no reason to come back earlier
    isRepaired = true;
    await clock.pass(60_000);
    expect(textsOf(end)).toStrictEqual(['1\n']);
    expect(delivery.streams()['mempool-block'].fault).toBe(null);
    await clock.pass(2000);
    expect(textsOf(end)).toStrictEqual(['1\n', '2\n']);
  });

  it('holds up no other stream, nor does one that never ends', async () => {
    const fates: Partial<Record<StreamName, Fate>> = {
      conversions: 'missing',
      quarantine: 'hangs',
    };
    const end = handEnd({ roll, fate: (stream) => fates[stream] ?? 'taken' });
    const { clock, backlog, delivery } = delivering(end);
    for (let count = 0; count < 50; count += 1) {
      backlog.add([
        line('d', 'conversions'),
        line('h', 'quarantine'),
        line('l'),
        line('f', 'feed-health'),
      ]);
      await clock.pass(2000);
    }
    const { 'mempool-block': block, 'feed-health': health, conversions } = delivery.streams();
    expect([block.lines, health.lines, conversions.lines]).toStrictEqual([50, 50, 0]);
    expect(conversions.fault?.code).toBe('missing');
    expect(end.attempts('quarantine')).toBe(1);
    end.release();
  });

  it('while it is loaded is one like the others', async () => {
    const end = handEnd({ roll });
    let isBroken = true;
    const load: End['load'] = (stream, lines) => {
      if (isBroken) throw new Error('a defect');
      return end.load(stream, lines);
    };
    const { clock, eventsOf } = delivering({ ...end, load }, [line('1')]);
    await clock.pass(2000);
    expect(eventsOf('put-failed')[0]?.fault).toStrictEqual({
      code: 'io',
      isPermanent: false,
      message: 'the stream mempool-block could not be sent: a defect',
    });
    isBroken = false;
    await clock.pass(200);
    expect(textsOf(end)).toStrictEqual(['1\n']);
  });
});

describe('a flush', () => {
  it('sends what is durable now, early, and says that all of it is in the lake', async () => {
    const end = handEnd({ roll });
    const { clock, delivery } = delivering(end, [line('1'), line('2', 'conversions')]);
    await clock.rest();
    expect(end.taken).toHaveLength(0);
    expect(await delivery.flush(1000)).toBe(true);
    expect(textsOf(end).toSorted()).toStrictEqual(['1\n', '2\n']);
    expect(clock.nowMs()).toBe(0);
    expect(await delivery.flush(0)).toBe(true);
  });

  it('waits for no line that came after it', async () => {
    const end = handEnd({ roll });
    const { clock, backlog, delivery } = delivering(end, [line('1')]);
    await delivery.flush(1000);
    backlog.add([line('2')]);
    await clock.rest();
    expect(textsOf(end)).toStrictEqual(['1\n']);
  });

  it('says no when time is up; the lines stay where they are', async () => {
    const end = handEnd({ roll, fate: () => 'unavailable' });
    const { clock, backlog, delivery } = delivering(end, [line('1')]);
    const flushed = delivery.flush(5000);
    await clock.pass(5000);
    expect(await flushed).toBe(false);
    expect(backlog.acknowledgements).toStrictEqual([]);
  });

  it('tries at once what waits for its next attempt', async () => {
    const fates: Array<Fate> = ['access-denied'];
    const end = handEnd({ roll, fate: () => fates.shift() ?? 'taken' });
    const { clock, delivery } = delivering(end, [line('1')]);
    await clock.pass(2000);
    expect(await delivery.flush(Number.POSITIVE_INFINITY)).toBe(true);
    expect(clock.nowMs()).toBe(2000);
  });

  it('says no, and why, where a stream has no place; the others go', async () => {
    const end = handEnd({ roll, streams: ['mempool-block'] });
    const { clock, backlog, delivery } = delivering(end, [line('1', 'quarantine'), line('2')]);
    expect(await delivery.flush(Number.POSITIVE_INFINITY)).toBe(false);
    expect(textsOf(end)).toStrictEqual(['2\n']);
    expect(delivery.streams().quarantine.fault).toMatchObject({
      code: 'missing',
      isPermanent: true,
      message: expect.stringContaining('quarantine'),
    });
    await clock.pass(3_600_000);
    expect(backlog.acknowledged('quarantine')).toBe(0);
  });
});

describe('after a stop', () => {
  it('nothing waits, nothing listens and nothing is begun', async () => {
    const end = handEnd({
      roll,
      fate: (stream) => (stream === 'quarantine' ? 'throttled' : 'taken'),
    });
    const { clock, backlog, delivery } = delivering(end, [line('1'), line('2', 'quarantine')]);
    await clock.pass(2000);
    const flushed = delivery.flush(5000);
    await clock.rest();
    await delivery.stop();
    expect(await flushed).toBe(false);
    expect(clock.waiting()).toStrictEqual([]);
    expect(backlog.listeners()).toBe(0);
    const begun = end.attempts('quarantine');
    backlog.add([line('3')]);
    await clock.pass(60_000);
    expect(end.attempts('quarantine')).toBe(begun);
    expect(textsOf(end)).toStrictEqual(['1\n']);
    expect(await delivery.flush(Number.POSITIVE_INFINITY)).toBe(false);
  });

  it('the attempt under way ends first, and counts', async () => {
    const end = handEnd({ roll, fate: () => 'hangs' });
    const { clock, backlog, delivery } = delivering(end, [line('1')]);
    await clock.pass(2000);
    let isStopped = false;
    const stopping = async (): Promise<void> => {
      await delivery.stop();
      isStopped = true;
    };
    const stopped = stopping();
    await clock.rest();
    expect(isStopped).toBe(false);
    end.release();
    await stopped;
    expect(backlog.acknowledgements).toStrictEqual([['mempool-block', 1]]);
  });
});

describe('a backlog that can not be read', () => {
  it('is told, holds up its streams and is tried again', async () => {
    const end = handEnd({ roll });
    const { clock, backlog, delivery, eventsOf } = delivering(end);
    backlog.breakWith({ code: 'io', message: 'the file is away' });
    backlog.add([line('1')]);
    await clock.rest();
    expect(eventsOf('backlog-unreadable')[0]).toStrictEqual({
      event: 'backlog-unreadable',
      stream: 'mempool-block',
      message: 'the file is away',
    });
    expect(delivery.streams()['mempool-block'].fault).toStrictEqual({
      code: 'io',
      isPermanent: false,
      message: 'the file is away',
    });
    const flushed = delivery.flush(100);
    await clock.pass(100);
    expect(await flushed).toBe(false);
    backlog.breakWith(null);
    await clock.pass(10_000);
    expect(textsOf(end)).toStrictEqual(['1\n']);
    expect(delivery.streams()['mempool-block']).toMatchObject({ fault: null, failures: {} });
  });

  it('does not hold up a stop', async () => {
    const { clock, backlog, delivery } = delivering(handEnd({ roll }));
    backlog.breakWith({ code: 'damaged', message: 'the file is torn' });
    backlog.add([line('1')]);
    await clock.rest();
    await delivery.stop();
    expect(clock.waiting()).toStrictEqual([]);
  });
});
