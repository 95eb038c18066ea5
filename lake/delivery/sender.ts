import type { StreamName } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { retryAfterMs } from './backoff.ts';
import { Gathering } from './gathering.ts';
import type {
  Backlog,
  BacklogFault,
  Clock,
  DeliveryEvent,
  End,
  PutFault,
  Shipment,
  StreamDelivery,
  WaitingLine,
} from './ports.ts';
import { Sleep } from './sleep.ts';
import { bytesOf, Tally } from './tally.ts';

export interface SenderPorts {
  readonly clock: Clock;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly told: (event: DeliveryEvent) => void;
}

interface Pushed {
  readonly position: number;
  readonly settled: () => void;
}

/** Brings the lines of one stream into the lake, shipment by shipment, in order. */
export class Sender {
  readonly #stream: StreamName;
  readonly #backlog: Backlog;
  readonly #end: End;
  readonly #ports: SenderPorts;
  readonly #gathering: Gathering;
  readonly #sleep: Sleep;
  readonly #tally = new Tally();
  #pushed: ReadonlyArray<Pushed> = [];
  #isStopped = false;

  constructor(stream: StreamName, backlog: Backlog, end: End, ports: SenderPorts) {
    this.#stream = stream;
    this.#backlog = backlog;
    this.#end = end;
    this.#ports = ports;
    this.#gathering = new Gathering(stream, backlog, end.roll, ports.clock);
    this.#sleep = new Sleep(ports.clock);
  }

  state(): StreamDelivery {
    return this.#tally.state(this.#gathering.oldest?.observedAt ?? null);
  }

  isClear(position: number): boolean {
    return this.#gathering.isClear(position);
  }

  /** Sends everything up to this position at once; resolves when it is in the lake, or will not be. */
  push(position: number): Promise<void> {
    return new Promise((settled) => {
      this.#pushed = [...this.#pushed, { position, settled }];
      this.#settle();
      this.#sleep.call('pushed');
    });
  }

  stop(): void {
    this.#isStopped = true;
    this.#settle();
    this.#sleep.call('pushed');
  }

  /** Resolves after `stop`, when no attempt is under way. */
  async run(): Promise<void> {
    const unsubscribe = this.#backlog.subscribe(() => this.#sleep.call('grown'));
    while (!this.#isStopped) await this.#turn();
    unsubscribe();
  }

  async #turn(): Promise<void> {
    if (this.#gathering.canGrow) return this.#grow();
    const lines = this.#gathering.next(this.#isPushed());
    if (lines.length > 0) return this.#send(lines);
    await this.#sleep.for(this.#gathering.waitMs(), true);
  }

  #isPushed(): boolean {
    const { oldest } = this.#gathering;
    return oldest !== null && this.#pushed.some(({ position }) => position >= oldest.position);
  }

  async #grow(): Promise<void> {
    for (let attempt = 1; !this.#isStopped; attempt += 1) {
      const grown = await this.#gathering.grow();
      if (E.isRight(grown)) {
        if (attempt > 1) this.#tally.fault = null;
        return this.#settle();
      }
      await this.#unreadable(grown.left, attempt);
    }
  }

  async #unreadable({ code, message }: BacklogFault, attempt: number): Promise<void> {
    const isPermanent = code === 'damaged';
    this.#tally.fault = { code: 'io', isPermanent, message };
    this.#ports.told({ event: 'backlog-unreadable', stream: this.#stream, message });
    await this.#backOff(retryAfterMs(attempt, isPermanent, this.#ports.random));
  }

  async #send(lines: ReadonlyArray<WaitingLine>): Promise<void> {
    const begunAtMs = this.#ports.clock.nowMs();
    const attempt = this.#attempts(lines);
    for (let count = 1; !this.#isStopped; count += 1) {
      const put = await attempt();
      if (E.isRight(put)) return this.#delivered(lines, put.right, count, begunAtMs);
      await this.#failed(put.left, count);
    }
  }

  /** Attempts at one shipment, which is loaded once. */
  #attempts(lines: ReadonlyArray<WaitingLine>): () => Promise<E.Either<PutFault, Shipment>> {
    let shipment: Shipment | null = null;
    return async () => {
      if (!this.#end.streams.has(this.#stream)) return E.left(noPlace(this.#stream));
      try {
        const loaded = (shipment ??= await this.#end.load(this.#stream, lines));
        return E.map(() => loaded)(await loaded.attempt());
      } catch (error) {
        return E.left(defect(this.#stream, error));
      }
    };
  }

  #delivered(
    lines: ReadonlyArray<WaitingLine>,
    shipment: Shipment,
    attempts: number,
    begunAtMs: number,
  ): void {
    const { clock, told } = this.#ports;
    const tookMs = clock.nowMs() - begunAtMs;
    this.#tally.delivered(lines, shipment);
    this.#gathering.drop(lines.at(-1)?.position ?? 0);
    if (attempts > 1) told({ event: 'put-recovered', stream: this.#stream, attempts, tookMs });
    told({
      event: 'delivered',
      stream: this.#stream,
      lines: lines.length,
      lineBytes: bytesOf(lines),
      records: shipment.records,
      tookMs,
    });
    this.#settle();
  }

  async #failed(fault: PutFault, attempt: number): Promise<void> {
    const { random, told } = this.#ports;
    const waitMs = retryAfterMs(attempt, fault.isPermanent, random);
    this.#tally.failed(fault);
    told({ event: 'put-failed', stream: this.#stream, fault, attempt, retryAfterMs: waitMs });
    this.#settle();
    await this.#backOff(waitMs);
  }

  async #backOff(ms: number): Promise<void> {
    if (!this.#isStopped) await this.#sleep.for(ms, false);
  }

  #settle(): void {
    // a stream without a place will not clear by waiting
    const isHopeless =
      this.#isStopped || (!this.#end.streams.has(this.#stream) && this.#tally.fault !== null);
    const settled = this.#pushed.filter(
      ({ position }) => isHopeless || this.#gathering.isClear(position),
    );
    this.#pushed = this.#pushed.filter((pushed) => !settled.includes(pushed));
    settled.forEach((pushed) => pushed.settled());
  }
}

const noPlace = (stream: StreamName): PutFault => ({
  code: 'missing',
  isPermanent: true,
  message: `lines of the stream ${stream} wait, but no place for them is configured; name one and start again`,
});

const defect = (stream: StreamName, error: unknown): PutFault => ({
  code: 'io',
  isPermanent: false,
  message: `the stream ${stream} could not be sent: ${error instanceof Error ? error.message : String(error)}`,
});
