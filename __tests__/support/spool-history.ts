import { setImmediate as turn } from 'node:timers/promises';
import { streamNames, type Line, type StreamName } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import type { Backlog } from '../../lake/delivery/ports.ts';
import { openSpools } from '../../listener/spool/index.ts';
import type { LeftSpool, Spools } from '../../listener/spool/ports.ts';
import { TurnedClock } from './spool-clock.ts';
import { Disk, randomOf } from './spool-disk.ts';

const failing = ['create', 'write', 'sync', 'syncFolder', 'rename', 'remove'] as const;

export type SpoolStep =
  | { readonly do: 'append'; readonly sizes: ReadonlyArray<number>; readonly stream: number }
  | { readonly do: 'time'; readonly ms: number }
  | { readonly do: 'turns'; readonly count: number }
  | { readonly do: 'acknowledge'; readonly stream: number; readonly share: number }
  | { readonly do: 'read'; readonly stream: number; readonly maxBytes: number }
  | { readonly do: 'fail'; readonly step: (typeof failing)[number]; readonly times: number }
  | { readonly do: 'disk'; readonly freeBytes: number | null }
  | { readonly do: 'deliver-left'; readonly share: number };

/** How a process ends. */
export type SpoolEnd = 'power' | 'kill' | 'close';

export interface SpoolLife {
  readonly steps: ReadonlyArray<SpoolStep>;
  readonly end: SpoolEnd;
  /** Steps of the disk until the power is lost, where it is lost before the end. */
  readonly powerAfter: number | null;
}

export interface SpoolPlan {
  readonly seed: number;
  readonly lives: ReadonlyArray<SpoolLife>;
}

const streamNo = fc.nat({ max: streamNames.length - 1 });
const part = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);
const anyStep: fc.Arbitrary<SpoolStep> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('append' as const),
      sizes: fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 9 }),
      stream: streamNo,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('time' as const),
      ms: fc.integer({ min: 1, max: 1500 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('turns' as const), count: fc.nat({ max: 6 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('acknowledge' as const),
      stream: fc.oneof(fc.constant(0), streamNo),
      share: part,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('read' as const),
      stream: streamNo,
      maxBytes: fc.integer({ min: 1, max: 3000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('fail' as const),
      step: fc.constantFrom(...failing),
      times: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('disk' as const),
      freeBytes: fc.option(fc.nat({ max: 4000 })),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('deliver-left' as const),
      share: part,
    }),
  },
);
const life: fc.Arbitrary<SpoolLife> = fc.record({
  steps: fc.array(anyStep, { minLength: 10, maxLength: 70 }),
  end: fc.constantFrom('power', 'power', 'kill', 'close'),
  powerAfter: fc.option(fc.nat({ max: 400 })),
});
export const spoolPlan: fc.Arbitrary<SpoolPlan> = fc.record({
  seed: fc.nat(),
  lives: fc.array(life, { minLength: 1, maxLength: 4 }),
});

/** Small, so that segments roll and are compacted within a few lines. */
const LIMIT_BYTES = 16 * 1024;
const identity = { network: 'signet', originClass: 'simulated' } as const;

/** What is exactly known of a spool, whatever the disk says. */
interface Truth {
  readonly lines: Array<Line>;
  readonly acknowledged: Map<StreamName, number>;
  /** As many of the lines were told to be durable. */
  durable: number;
  ended: 'yes' | 'no' | 'maybe';
  isSettled: 'yes' | 'no' | 'maybe';
  gone: 'yes' | 'no' | 'maybe';
}

/** How often what happened, so that a test can see that it does. */
export type Tally = Map<string, number>;
const raise = (tally: Tally, what: string, by = 1): void => {
  tally.set(what, (tally.get(what) ?? 0) + by);
};

const nameOf = (index: number): StreamName => streamNames[index] ?? 'quarantine';
const must = (isTrue: boolean, sentence: string): void => {
  if (!isTrue) throw new Error(sentence);
};

/** One history: processes that follow each other on one disk. Throws where a promise is broken. */
export class SpoolHistory {
  readonly #plan: SpoolPlan;
  readonly #tally: Tally;
  readonly #random: () => number;
  readonly #truths = new Map<string, Truth>();
  #disk: Disk;
  #clock = new TurnedClock();
  #lineNo = 0;

  constructor(plan: SpoolPlan, tally: Tally) {
    this.#plan = plan;
    this.#tally = tally;
    this.#random = randomOf(plan.seed);
    this.#disk = new Disk(this.#random);
  }

  async play(): Promise<void> {
    for (const [index, each] of this.#plan.lives.entries()) await this.#live(`id-${index}`, each);
    await this.#live('id-last', { steps: [], end: 'close', powerAfter: null });
  }

  readonly #rested = async (): Promise<void> => {
    for (let quiet = 0; quiet < 3;) {
      await turn();
      quiet = this.#disk.inFlight === 0 ? quiet + 1 : 0;
    }
  };

  async #live(id: string, { steps, end, powerAfter }: SpoolLife): Promise<void> {
    const truth: Truth = {
      lines: [],
      acknowledged: new Map(),
      durable: 0,
      ended: 'no',
      isSettled: 'no',
      gone: 'maybe',
    };
    this.#truths.set(id, truth);
    this.#clock = new TurnedClock();
    this.#disk.stepsLeft = powerAfter ?? Number.POSITIVE_INFINITY;
    let isAlive = true;
    const opened = await openSpools(
      {
        dir: '/spools',
        identity,
        id,
        limitBytes: LIMIT_BYTES,
        carry: () => ({ lines: truth.lines.length }),
        told: (event) => {
          raise(this.#tally, event.event);
          if (event.event === 'spool-synced') truth.durable = event.newest.ordinal;
        },
      },
      this.#disk.filesOf(() => isAlive),
      this.#clock,
    );
    if (E.isLeft(opened)) {
      must(!this.#disk.hasPower, `not opened: ${opened.left.message}`);
      return this.#restart('power');
    }
    truth.gone = 'no';
    await this.#checkLeft(id, opened.right.left);
    for (const each of steps) {
      if (!this.#disk.hasPower) break;
      await this.#step(each, opened.right, truth);
    }
    const isPowered = this.#disk.hasPower;
    if (isPowered && end === 'close') await this.#close(opened.right, truth);
    isAlive = false;
    await this.#restart(this.#disk.hasPower ? end : 'power');
  }

  async #restart(end: SpoolEnd): Promise<void> {
    raise(this.#tally, `end ${end}`);
    if (this.#disk.lostAt !== null) raise(this.#tally, `lost at ${this.#disk.lostAt}`);
    await this.#rested();
    for (const [name, count] of this.#disk.steps) raise(this.#tally, `step ${name}`, count);
    this.#disk.steps.clear();
    if (end === 'power') this.#disk = this.#disk.afterPowerLoss();
    this.#disk.fails = () => null;
    this.#disk.capacityBytes = Number.POSITIVE_INFINITY;
  }

  /** Trouble over, everything becomes durable. */
  async #close({ own }: Spools, truth: Truth): Promise<void> {
    this.#disk.fails = () => null;
    this.#disk.capacityBytes = Number.POSITIVE_INFINITY;
    truth.ended = 'maybe';
    const closed: Array<E.Either<unknown, void>> = [];
    const closing = (async () => closed.push(await own.close()))();
    for (let tries = 0; closed.length === 0 && tries < 20; tries += 1)
      await this.#clock.turn(1000, this.#rested);
    if (!this.#disk.hasPower) return;
    must(closed.some(E.isRight), `not closed: ${JSON.stringify(closed)}`);
    await closing;
    must(truth.durable === truth.lines.length, 'closed, but not all of it is durable');
    truth.ended = 'yes';
  }

  async #step(step: SpoolStep, spools: Spools, truth: Truth): Promise<void> {
    const { own } = spools;
    switch (step.do) {
      case 'append':
        return this.#append(step, spools, truth);
      case 'time':
        return this.#clock.turn(step.ms, this.#rested);
      case 'turns':
        for (let count = 0; count < step.count; count += 1) await turn();
        return;
      case 'acknowledge': {
        const name = nameOf(step.stream);
        const position = Math.floor(own.durable() * step.share);
        own.acknowledge(name, position);
        truth.acknowledged.set(name, Math.max(position, truth.acknowledged.get(name) ?? 0));
        return;
      }
      case 'read':
        return this.#readLive(nameOf(step.stream), step.maxBytes, own, truth);
      case 'fail': {
        let times = step.times;
        this.#disk.fails = (name) => {
          if (name !== step.step || times === 0) return null;
          times -= 1;
          raise(this.#tally, `failed ${name}`);
          return 'EIO';
        };
        return;
      }
      case 'disk':
        this.#disk.capacityBytes =
          step.freeBytes === null
            ? Number.POSITIVE_INFINITY
            : this.#disk.usedBytes + step.freeBytes;
        return;
      case 'deliver-left':
        return this.#deliverLeft(spools.left, step.share);
    }
  }

  #append(step: SpoolStep & { readonly do: 'append' }, { own }: Spools, truth: Truth): void {
    const name = nameOf(step.stream);
    const lines = step.sizes.map((size, index): Line => {
      this.#lineNo += 1;
      const bytes = Buffer.from(`${this.#lineNo} ${'x'.repeat(size)}\n`);
      const ordinal = truth.lines.length + index + 1;
      // the first of a stream of its own, the rest of one: so a segment may wait for a few of its lines only
      const of = index === 0 ? name : 'mempool-block';
      return { stream: of, epochId: 'e', ordinal, observedAt: `t${ordinal}`, bytes };
    });
    if (!own.hasRoom(step.sizes.reduce((sum, size) => sum + size, 0)))
      raise(this.#tally, 'no room');
    own.append(lines);
    truth.lines.push(...lines);
  }

  async #readLive(name: StreamName, maxBytes: number, own: Backlog, truth: Truth): Promise<void> {
    const durable = own.durable();
    must(durable === truth.durable, 'told durable, but is not, or the reverse');
    const after = own.acknowledged(name);
    const read = await own.read(name, after, maxBytes);
    if (E.isLeft(read)) return must(!this.#disk.hasPower, `not read: ${read.left.message}`);
    this.#compare(name, after, read.right, truth);
    const isMissing = truth.lines.some(
      (each) => each.stream === name && each.ordinal > after && each.ordinal <= durable,
    );
    must(read.right.length > 0 || !isMissing, `no line of ${name} after ${after}, though durable`);
  }

  /** Lines are those of the truth that follow a position, each once, in order. */
  #compare(
    name: StreamName,
    after: number,
    read: ReadonlyArray<{
      readonly position: number;
      readonly observedAt: string;
      readonly bytes: Uint8Array;
    }>,
    truth: Truth,
  ): void {
    const expected = truth.lines.filter((each) => each.stream === name && each.ordinal > after);
    for (const [index, { position, observedAt, bytes }] of read.entries()) {
      const line = expected[index];
      must(line?.ordinal === position, `position ${position}, not ${line?.ordinal}, of ${name}`);
      must(line?.observedAt === observedAt, 'another time');
      must(line !== undefined && Buffer.compare(line.bytes, bytes) === 0, 'other bytes');
    }
    raise(this.#tally, 'lines read', read.length);
  }

  async #checkLeft(own: string, left: ReadonlyArray<LeftSpool>): Promise<void> {
    const found = left.map(({ id }) => id);
    must(found.join() === found.toSorted().join() && new Set(found).size === found.length, 'order');
    for (const [id, truth] of this.#truths) {
      if (id === own) continue;
      const spool = left.find((each) => each.id === id);
      if (spool === undefined) {
        must(truth.gone !== 'no', `${id} is gone`);
        continue;
      }
      must(truth.gone !== 'yes', `${id} is back`);
      await this.#checkOne(spool, truth);
      if (!this.#disk.hasPower) return;
    }
  }

  async #checkOne(spool: LeftSpool, truth: Truth): Promise<void> {
    must(truth.ended === 'maybe' || spool.endedInOrder === (truth.ended === 'yes'), 'its end');
    must(truth.isSettled === 'maybe' || spool.isSettled === (truth.isSettled === 'yes'), 'settled');
    for (const name of streamNames) {
      const after = spool.acknowledged(name);
      must(after <= (truth.acknowledged.get(name) ?? 0), 'acknowledged by nobody');
      const all = [];
      for (let from = after; ; from = all.at(-1)?.position ?? from) {
        const read = await spool.read(name, from, 1 + Math.floor(this.#random() * 2000));
        if (E.isLeft(read)) return must(!this.#disk.hasPower, `left: ${read.left.message}`);
        if (read.right.length === 0) break;
        all.push(...read.right);
      }
      this.#compareWaiting(name, after, all, truth);
    }
    await this.#checkState(spool, truth);
  }

  /** Waiting lines may begin later than acknowledged, if what was acknowledged was removed. */
  #compareWaiting(
    name: StreamName,
    after: number,
    all: ReadonlyArray<{
      readonly position: number;
      readonly observedAt: string;
      readonly bytes: Uint8Array;
    }>,
    truth: Truth,
  ): void {
    const acknowledged = truth.acknowledged.get(name) ?? 0;
    const repeats = all.filter(({ position }) => position <= acknowledged);
    for (const { position } of repeats) must(position > after, 'a line before those asked for');
    const waiting = all.slice(repeats.length);
    this.#compare(name, acknowledged, waiting, truth);
    const durable = truth.lines.filter(
      ({ stream: of, ordinal }) =>
        of === name && ordinal > acknowledged && ordinal <= truth.durable,
    );
    must(waiting.length >= durable.length, `lost ${durable.length - waiting.length} of ${name}`);
    raise(this.#tally, 'durable lines found', durable.length);
  }

  async #checkState(spool: LeftSpool, truth: Truth): Promise<void> {
    let count = (spool.carried as { readonly lines: number } | null)?.lines ?? 0;
    try {
      for await (const { stream: name, bytes } of spool.lines()) {
        const line = truth.lines[count];
        must(line?.stream === name, 'a line that another should follow');
        must(line !== undefined && Buffer.compare(line.bytes, bytes) === 0, 'bytes of a line');
        count += 1;
      }
    } catch (error) {
      if (this.#disk.hasPower) throw error;
      return;
    }
    must(count >= truth.durable, `state of ${count} lines, durable were ${truth.durable}`);
  }

  async #deliverLeft(left: ReadonlyArray<LeftSpool>, share: number): Promise<void> {
    const spool = left[0];
    const truth = this.#truths.get(spool?.id ?? '');
    if (spool === undefined || truth === undefined || truth.gone !== 'no') return;
    const position = Math.floor(spool.durable() * (share > 0.5 ? 1 : share));
    for (const name of streamNames) {
      spool.acknowledge(name, position);
      truth.acknowledged.set(name, Math.max(position, truth.acknowledged.get(name) ?? 0));
    }
    if (truth.isSettled === 'no') truth.isSettled = 'maybe';
    if (E.isRight(await spool.settle())) truth.isSettled = 'yes';
    if (share <= 0.5) return;
    truth.gone = 'maybe';
    if (E.isRight(await spool.remove())) truth.gone = 'yes';
  }
}
