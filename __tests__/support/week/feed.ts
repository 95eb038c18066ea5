import type { Producer } from '@bitcoin-pipeline/model';
import type { ObjectStore } from '../../../lake/ends/object-store.ts';
import { CURRENCIES, startMarket } from '../../../simulator/prices.ts';
import { seededRandom } from '../../../simulator/random.ts';
import { BlockChain, type BlockOnWire } from './chain.ts';
import { VirtualListener } from './listener.ts';
import { ObjectWriter } from './objects.ts';
import type { FeedPlan, Mishap } from './plan.ts';
import { virtualPoller } from './poller.ts';
import { BlockSource, bytesOf, type Frame } from './source.ts';
import { Timeline } from './timeline.ts';

const TICK_MS = 5000;
/** The source answers after so long. */
const ANSWER_MS = 300;
const AWAY_MS = 5000;
const RESTART_MS = 20_000;
/** Between the last thing that happens and the crash that takes it along. */
const CRASH_MS = 50;

const producer: Producer = {
  source: 'mempool.space',
  network: 'mainnet',
  origin: 'simulated',
  producerId: '01900000-0000-7000-8000-000000000000',
  producerVersion: '0.1.0',
};

/**
 * A source, a listener and a poller in virtual time: what they write lies in the store as it would in a lake. The
 * same plan makes the same lines. Memory does not grow with the time that passes, but for the chain's headers.
 */
export class VirtualFeed {
  readonly #time: Timeline;
  readonly #source: BlockSource;
  readonly #chain: BlockChain;
  readonly #listener: VirtualListener;
  readonly #objects: ObjectWriter;
  readonly #market: ReturnType<typeof startMarket>;
  #answerIsDue = false;
  /** The next block is told without what the backend knows of it. */
  #bareBlock = false;

  constructor(plan: FeedPlan, store: ObjectStore) {
    let ids = 0;
    const newId = (): string => `01900000-0000-7000-8000-${String((ids += 1)).padStart(12, '0')}`;
    this.#time = new Timeline(seededRandom(`${plan.seed} time`), plan.fromMs);
    this.#source = new BlockSource(seededRandom(`${plan.seed} rows`), plan);
    this.#chain = new BlockChain(plan);
    this.#market = startMarket(seededRandom(`${plan.seed} market`));
    this.#objects = new ObjectWriter(store, plan.objectMs);
    this.#listener = new VirtualListener(producer, {
      newId,
      keep: (line) => this.#objects.add(line),
      asks: () => this.#answer(true),
    });
    this.#begin(plan, virtualPoller(producer, { get: this.#chain.get, store, newId }));
  }

  /** Lets time pass up to a moment, in Unix milliseconds; what was written up to it is in the store then. */
  async until(untilMs: number): Promise<void> {
    await this.#time.until(untilMs);
    await this.#objects.write(null);
  }

  /** The listener stops in order. */
  async stop(): Promise<void> {
    this.#listener.stop(this.#time.nowMs);
    await this.#objects.write(null);
  }

  #begin(plan: FeedPlan, poll: (atMs: number) => Promise<void>): void {
    const time = this.#time;
    time.at(plan.fromMs, (atMs) => this.#listener.start(atMs));
    time.every(TICK_MS, async (atMs) => {
      if (this.#listener.isOpen) this.#listener.tick(atMs);
      await this.#objects.write(atMs);
    });
    time.every(plan.changeEveryMs, (atMs) => this.#change(atMs));
    time.every(plan.quoteEveryMs, (atMs) => this.#quote(atMs));
    time.every(plan.blockEveryMs, (atMs) => this.#mined([this.#chain.mine(atMs)], atMs));
    time.every(plan.auditEveryMs, () => this.#audit());
    time.every(plan.reconnectEveryMs, (atMs) => this.#loseSocket(atMs));
    time.every(plan.pollEveryMs, poll);
    for (const mishap of plan.mishaps) time.at(mishap.atMs, (atMs) => this.#meet(mishap, atMs));
  }

  #tell(frame: Frame, atMs: number): void {
    if (this.#listener.isOpen) this.#listener.frame(bytesOf(frame), atMs);
  }

  #change(atMs: number): void {
    const frame = this.#source.change(atMs);
    if (this.#source.isTracked) this.#tell(frame, atMs);
  }

  #quote(atMs: number): void {
    this.#tell({ conversions: this.#market(Math.floor(atMs / 1000)) }, atMs);
  }

  /** All but the last are told by themselves: the next block is made anew for the last. */
  #mined(blocks: ReadonlyArray<BlockOnWire>, atMs: number): void {
    for (const block of blocks.slice(0, -1)) this.#tell({ block }, atMs);
    const last = blocks.at(-1);
    const block = this.#bareBlock ? { ...last, extras: null } : last;
    this.#bareBlock = false;
    const frame = this.#source.mined(atMs);
    this.#tell(this.#source.isTracked ? { block, ...frame } : { block }, atMs);
  }

  #audit(): void {
    if (!this.#listener.isSure || !this.#source.isTracked || this.#answerIsDue) return;
    this.#listener.audit();
    this.#answer(false);
  }

  /** Once it is there, what was tracked before is forgotten with its socket. */
  #answer(isStated: boolean): void {
    if (this.#answerIsDue) return;
    this.#answerIsDue = true;
    this.#time.after(ANSWER_MS, (atMs) => {
      this.#answerIsDue = false;
      if (this.#listener.isOpen) this.#tell(this.#source.answer(isStated), atMs);
    });
  }

  #loseSocket(atMs: number): void {
    if (!this.#listener.isOpen) return;
    this.#listener.loseSocket(atMs);
    this.#source.isTracked = false;
    this.#time.after(AWAY_MS, (againMs) => this.#listener.connect(againMs));
  }

  #startAgain(): void {
    this.#source.isTracked = false;
    this.#time.after(RESTART_MS, (atMs) => this.#listener.start(atMs));
  }

  #meet(mishap: Mishap, atMs: number): void {
    // one thing at a time: away is away
    if (!this.#listener.isOpen) return;
    switch (mishap.what) {
      case 'lose-message':
        this.#source.change(atMs);
        return;
      case 'lose-socket':
        return this.#loseSocket(atMs);
      case 'restart':
        this.#listener.stop(atMs);
        return this.#startAgain();
      case 'crash':
        this.#change(atMs);
        this.#time.after(CRASH_MS, () => {
          this.#listener.crash();
          this.#startAgain();
        });
        return;
      case 'silence':
        this.#source.isTracked = false;
        return;
      case 'no-price': {
        const none = Object.fromEntries(CURRENCIES.map((currency) => [currency, -1]));
        return this.#tell({ conversions: { time: Math.floor(atMs / 1000), ...none } }, atMs);
      }
      case 'bare-block':
        this.#bareBlock = true;
        return this.#mined([this.#chain.mine(atMs)], atMs);
      case 'refused-fragment':
        return this.#tell({ conversions: { time: 'now', USD: 'many' } }, atMs);
      case 'reorganise':
        return this.#mined(this.#chain.reorganise(mishap.depth, atMs), atMs);
    }
  }
}
