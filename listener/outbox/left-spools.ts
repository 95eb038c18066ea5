import * as E from 'fp-ts/lib/Either.js';
import { startDelivery } from '../../lake/delivery/index.ts';
import type { Delivery, End } from '../../lake/delivery/ports.ts';
import type { SenderPorts } from '../../lake/delivery/sender.ts';
import type { LeftSpool } from '../spool/ports.ts';
import type { OutboxEvent } from './ports.ts';

interface Left {
  readonly spool: LeftSpool;
  isEmpty: boolean;
  isSettled: boolean;
}

/** Empties the spools that other processes left, one after another, and forgets those whose end is written down. */
export class LeftSpools {
  readonly #all: ReadonlyArray<Left>;
  readonly #end: End;
  readonly #ports: SenderPorts;
  readonly #told: (event: OutboxEvent) => void;
  #delivery: Delivery | null = null;
  #isStopped = false;
  /** Resolves when each was tried, or at `stop`. */
  readonly done: Promise<void>;

  /** @param unsettled those of which something has to be written down first */
  constructor(
    spools: ReadonlyArray<LeftSpool>,
    unsettled: ReadonlySet<LeftSpool>,
    end: End,
    ports: SenderPorts & { readonly told: (event: OutboxEvent) => void },
  ) {
    this.#all = spools.map((spool) => ({
      spool,
      isEmpty: false,
      isSettled: !unsettled.has(spool),
    }));
    this.#end = end;
    this.#ports = ports;
    this.#told = ports.told;
    this.done = this.#emptyAll();
  }

  /** What they leave is among our own durable lines. */
  async settle(): Promise<void> {
    for (const left of this.#all) {
      if (left.isSettled) continue;
      const settled = await left.spool.settle();
      if (E.isLeft(settled)) {
        this.#told({ event: 'left-not-forgotten', id: left.spool.id, fault: settled.left });
        continue;
      }
      left.isSettled = true;
      await this.#forget(left);
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#delivery?.stop();
    await this.done;
  }

  async #emptyAll(): Promise<void> {
    for (const left of this.#all) if (!this.#isStopped) await this.#empty(left);
  }

  async #empty(left: Left): Promise<void> {
    const { spool } = left;
    const delivery = startDelivery(spool, this.#end, this.#ports);
    this.#delivery = delivery;
    left.isEmpty = await delivery.flush(Number.POSITIVE_INFINITY);
    await delivery.stop();
    if (!left.isEmpty) return;
    if (spool.waitingLines > 0)
      this.#told({ event: 'left-delivered', id: spool.id, lines: spool.waitingLines });
    await this.#forget(left);
  }

  async #forget({ spool, isEmpty, isSettled }: Left): Promise<void> {
    if (!isEmpty || !isSettled) return;
    const removed = await spool.remove();
    if (E.isLeft(removed))
      this.#told({ event: 'left-not-forgotten', id: spool.id, fault: removed.left });
  }
}
