import {
  Epoch,
  type EventOf,
  type EventType,
  type Line,
  type Producer,
  type Sha256,
} from '@bitcoin-pipeline/model';
import type * as E from 'fp-ts/lib/Either.js';
import type { Clock, PutFault } from '../lake/delivery/ports.ts';
import type { ObjectStore } from '../lake/ends/object-store.ts';
import { putLines } from './output.ts';

/** What the lines of a run need of the world around it. */
export interface LinePorts {
  readonly store: ObjectStore;
  readonly clock: Clock;
  readonly random: () => number;
  readonly newId: () => string;
  readonly sha256: Sha256;
  /** Wall clock. */
  readonly nowMs: () => number;
}

type CloseReason = EventOf<'EpochClosed'>['closeReason'];

/** What a run has to say: its epoch, and the lines of it that are not in the lake yet. */
export class RunLines {
  readonly epoch: Epoch;
  readonly #ports: LinePorts;
  #waiting: Array<Line> = [];

  constructor(producer: Producer, ports: LinePorts) {
    this.#ports = ports;
    this.epoch = new Epoch(ports.newId(), producer, ports.sha256);
  }

  /** @param endpoint what is asked, without its parameters */
  open(endpoint: string): void {
    this.record('EpochOpened', { epochKind: 'poller', endpoint });
  }

  add(lines: ReadonlyArray<Line>): void {
    this.#waiting.push(...lines);
  }

  record<K extends EventType>(type: K, fields: EventOf<K>, details: object = {}): void {
    this.add(this.epoch.record(type, fields, this.#ports.nowMs(), { ...details }));
  }

  /** `FeedCounted` as of now. */
  count(): void {
    this.add(this.epoch.count(this.#ports.nowMs()));
  }

  /** Whether anything waits that is no ledger line. */
  get hasFacts(): boolean {
    return this.#waiting.some(({ stream }) => stream !== 'feed-health');
  }

  /** Brings what waits into the lake; where that fails it is given up. */
  async put(): Promise<E.Either<PutFault, void>> {
    const lines = this.#waiting;
    this.#waiting = [];
    return putLines(this.#ports.store, lines, this.#ports.clock, this.#ports.random);
  }

  /** The last lines of the run, and all that wait before them. */
  async close(closeReason: CloseReason): Promise<E.Either<PutFault, void>> {
    this.count();
    this.record('EpochClosed', { closeReason, closeCode: null });
    return this.put();
  }
}
