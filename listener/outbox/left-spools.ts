import { streamNames } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { startDelivery } from '../../lake/delivery/index.ts';
import type { Delivery, End } from '../../lake/delivery/ports.ts';
import type { SenderPorts } from '../../lake/delivery/sender.ts';
import type { LeftSpool } from '../spool/ports.ts';
import { LeftBacklog } from './left-backlog.ts';
import type { OutboxEvent } from './ports.ts';

const isEmpty = (spool: LeftSpool): boolean =>
  streamNames.every((stream) => spool.isDelivered(stream));

/** Empties the spools that other processes left, the oldest lines first, and forgets those whose end is written down. */
export class LeftSpools {
  readonly #unsettled: Set<LeftSpool>;
  readonly #all: ReadonlyArray<LeftSpool>;
  readonly #told: (event: OutboxEvent) => void;
  readonly #delivery: Delivery;
  #forgetting: Promise<void> = Promise.resolve();
  /** Resolves when each was tried, or at `stop`. */
  readonly done: Promise<void>;

  /** @param unsettled those of which something has to be written down first */
  constructor(
    spools: ReadonlyArray<LeftSpool>,
    unsettled: ReadonlySet<LeftSpool>,
    end: End,
    ports: SenderPorts & { readonly told: (event: OutboxEvent) => void },
  ) {
    this.#all = spools;
    this.#unsettled = new Set(unsettled);
    this.#told = ports.told;
    for (const spool of spools) if (isEmpty(spool)) this.#forget(spool);
    const backlog = new LeftBacklog(spools, (spool) => this.#advanced(spool));
    this.#delivery = startDelivery(backlog, end, ports);
    this.done = this.#emptyAll();
  }

  streams(): ReturnType<Delivery['streams']> {
    return this.#delivery.streams();
  }

  /** What they leave is among our own durable lines. */
  async settle(): Promise<void> {
    for (const spool of this.#all) {
      if (!this.#unsettled.has(spool)) continue;
      const settled = await spool.settle();
      if (E.isLeft(settled)) {
        this.#told({ event: 'left-not-forgotten', id: spool.id, fault: settled.left });
        continue;
      }
      this.#unsettled.delete(spool);
      this.#forget(spool);
    }
    await this.#forgetting;
  }

  async stop(): Promise<void> {
    await this.#delivery.stop();
    await this.done;
  }

  async #emptyAll(): Promise<void> {
    await this.#delivery.flush(Number.POSITIVE_INFINITY);
    await this.#delivery.stop();
    await this.#forgetting;
  }

  #advanced(spool: LeftSpool): void {
    if (!isEmpty(spool)) return;
    this.#told({ event: 'left-delivered', id: spool.id, lines: spool.waitingLines });
    this.#forget(spool);
  }

  #forget(spool: LeftSpool): void {
    if (!isEmpty(spool) || this.#unsettled.has(spool)) return;
    this.#forgetting = this.#forgetting.then(() => this.#remove(spool));
  }

  async #remove(spool: LeftSpool): Promise<void> {
    const removed = await spool.remove();
    if (E.isLeft(removed))
      this.#told({ event: 'left-not-forgotten', id: spool.id, fault: removed.left });
  }
}
