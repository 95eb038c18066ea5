import { REST_PRICES, writeOutcome, type Producer } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import type { RestFault, RestGet } from '../../sources/rest/ports.ts';
import type { Order } from '../chain/backfill.ts';
import { totalLengthOf, joined, lengthOf, subtracted, type Range } from '../chain/ranges.ts';
import type { RunFault } from '../events.ts';
import { RunLines, type LinePorts } from '../run-lines.ts';
import type { StateFault } from '../state/codec.ts';
import type { HeldState, StateStore } from '../state/store.ts';
import { pathOfHour, priceAnswerOf } from './answer.ts';

/** Between two writes of lines and state: a kill costs the requests of so many hours at most. */
const BATCH_HOURS = 24;
/** How often what others wrote to the state is taken over before a fill gives way. */
const MOST_RACES = 8;
const RACE_WAIT_MS = 50;

export interface PricePorts extends LinePorts {
  readonly get: RestGet;
  readonly states: StateStore;
  /** So many hours more are in the state. */
  readonly filled: (hours: number) => void;
}

export interface PriceOptions {
  /** Base of the backend. */
  readonly url: string;
  readonly producer: Producer;
  /** Hours since 1970. */
  readonly hours: Range;
  readonly order: Order;
  /** Aborted: nothing more is asked; what was read is written. */
  readonly signal: AbortSignal;
}

/** How a fill went; counts are of hours. */
export interface PriceReport {
  readonly fault: RunFault | null;
  readonly requests: number;
  /** Prices. */
  readonly written: number;
  /** The source has no price of them; they are not asked for again. */
  readonly without: number;
  /** What came did not decode, and is asked for again by the next fill. */
  readonly holes: ReadonlyArray<Range>;
  readonly left: number;
}

const single = (hour: number): Range => ({ from: hour, to: hour });

/** The next hours to ask for, in their order. */
const batchOf = (open: ReadonlyArray<Range>, order: Order): ReadonlyArray<number> => {
  const gap = order === 'newest' ? open[0] : open.at(-1);
  if (gap === undefined) return [];
  const length = Math.min(lengthOf(gap), BATCH_HOURS);
  return Array.from({ length }, (_, index) =>
    order === 'newest' ? gap.to - index : gap.from + index,
  );
};

/** Prices of the past, an hour each: writes what the source has, and only then says so in the state. One epoch. */
export class PriceFill {
  readonly #options: PriceOptions;
  readonly #ports: PricePorts;
  readonly #lines: RunLines;
  #asked: ReadonlyArray<Range> = [];
  #holes: ReadonlyArray<Range> = [];
  #fault: RunFault | null = null;
  #hasLake = true;
  #requests = 0;
  #waiting = 0;
  #written = 0;
  #without = 0;

  constructor(options: PriceOptions, ports: PricePorts) {
    this.#options = options;
    this.#ports = ports;
    this.#lines = new RunLines(options.producer, ports);
  }

  async run(): Promise<PriceReport> {
    const { signal, url, order } = this.#options;
    const read = await this.#ports.states.read();
    if (E.isLeft(read)) {
      this.#fault = read.left;
      return this.#report([]);
    }
    let held = read.right;
    this.#lines.open(`${url}${REST_PRICES}`);
    while (this.#fault === null && !signal.aborted) {
      const batch = batchOf(subtracted(this.#open(held), this.#holes), order);
      if (batch.length === 0) break;
      await this.#askAll(batch);
      held = await this.#settle(held);
    }
    await this.#close();
    return this.#report(held.state.priceHours);
  }

  #open({ state }: HeldState): ReadonlyArray<Range> {
    return subtracted([this.#options.hours], state.priceHours);
  }

  async #askAll(hours: ReadonlyArray<number>): Promise<void> {
    for (const hour of hours) {
      if (this.#options.signal.aborted) return;
      const fault = await this.#ask(hour);
      if (fault === null) continue;
      if (!this.#options.signal.aborted) this.#fault = fault;
      return;
    }
  }

  async #ask(hour: number): Promise<RestFault | null> {
    const { get, sha256, nowMs } = this.#ports;
    this.#requests += 1;
    const body = await get(pathOfHour(hour), this.#options.signal);
    if (E.isLeft(body)) return body.left;
    const { outcomes, quote, isRefused } = priceAnswerOf(body.right, hour, sha256);
    const { epoch } = this.#lines;
    const frame = epoch.frame(body.right, outcomes.length, nowMs());
    for (const outcome of outcomes)
      if (outcome.tag === 'accepted' && outcome !== quote) epoch.ignore('price-of-another-hour');
      else this.#lines.add(writeOutcome(epoch, frame, outcome, () => ({})));
    if (quote !== null) this.#waiting += 1;
    else if (isRefused) this.#holes = joined([...this.#holes, single(hour)]);
    else this.#without += 1;
    if (quote !== null || !isRefused) this.#asked = joined([...this.#asked, single(hour)]);
    return null;
  }

  /** Writes what waits, then saves the state that says so. */
  async #settle(held: HeldState): Promise<HeldState> {
    if (this.#lines.hasFacts) {
      const put = await this.#lines.put();
      if (E.isLeft(put)) {
        this.#hasLake = false;
        this.#fault = put.left;
        return held;
      }
    }
    this.#written += this.#waiting;
    this.#waiting = 0;
    if (this.#asked.length === 0) return held;
    const saved = await this.#save(held);
    if (E.isLeft(saved)) {
      this.#fault = saved.left;
      return held;
    }
    this.#ports.filled(totalLengthOf(this.#asked));
    this.#asked = [];
    return saved.right;
  }

  async #save(before: HeldState): Promise<E.Either<StateFault, HeldState>> {
    const { states, clock, random } = this.#ports;
    let held = before;
    for (let races = 1; races <= MOST_RACES; races += 1) {
      const priceHours = joined([...held.state.priceHours, ...this.#asked]);
      const written = await states.write({ ...held.state, priceHours }, held.version);
      if (E.isLeft(written)) return written;
      if (written.right !== null) return E.right(written.right);
      await clock.wait(random() * RACE_WAIT_MS * races);
      const read = await states.read();
      if (E.isLeft(read)) return read;
      held = read.right;
    }
    return E.left({
      code: 'io',
      message: `others wrote the poller's state ${MOST_RACES} times in a row`,
    });
  }

  /** The ledger; where the lake failed there is no use in trying. */
  async #close(): Promise<void> {
    if (!this.#hasLake) return;
    const ended = this.#options.signal.aborted ? 'stopped' : 'finished';
    const closed = await this.#lines.close(this.#fault === null ? ended : 'failed');
    if (E.isLeft(closed)) this.#fault ??= closed.left;
  }

  #report(priceHours: ReadonlyArray<Range>): PriceReport {
    const open = subtracted([this.#options.hours], priceHours);
    return {
      fault: this.#fault,
      requests: this.#requests,
      written: this.#written,
      without: this.#without,
      holes: this.#holes,
      left: totalLengthOf(subtracted(open, this.#holes)),
    };
  }
}
