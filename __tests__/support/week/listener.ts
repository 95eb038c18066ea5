import type { Line, Producer } from '@bitcoin-pipeline/model';
import { sha256 } from '../../../cli/program.ts';
import { afterLine, inheriting, type Predecessor } from '../../../listener/handover.ts';
import { Session, type Tick } from '../../../listener/session.ts';

const ENDPOINT = 'ws://127.0.0.1:1/api/v1/ws';

interface ListenerPorts {
  readonly newId: () => string;
  /** Takes a line once it is durable: when the next thing happens. */
  readonly keep: (line: Line) => void;
  /** The source is asked for a snapshot, with what it states beside it. */
  readonly asks: () => void;
}

/** A listener's process, one after another, without socket, spool and clock. Times in Unix milliseconds. */
export class VirtualListener {
  readonly #producer: Producer;
  readonly #ports: ListenerPorts;
  #session: Session;
  #handover = inheriting([]);
  #left: ReadonlyArray<Predecessor> = [];
  /** Written and not durable. */
  #unsynced: ReadonlyArray<Line> = [];

  constructor(producer: Producer, ports: ListenerPorts) {
    this.#producer = producer;
    this.#ports = ports;
    this.#session = this.#newSession();
  }

  get isOpen(): boolean {
    return this.#session.isOpen;
  }

  /** Whether it has no reason to doubt what it holds. */
  get isSure(): boolean {
    const { tracker } = this.#session;
    return this.isOpen && tracker !== null && tracker.baseOrdinal !== null && !tracker.gapIsOpen;
  }

  /** A process begins, after those that were. */
  start(atMs: number): void {
    this.#session = this.#newSession();
    this.#handover = inheriting(this.#left);
    this.#write(this.#session.begin(this.#left, atMs));
    this.connect(atMs);
  }

  connect(atMs: number): void {
    this.#write(this.#session.opened(ENDPOINT, atMs));
    this.#ports.asks();
  }

  tick(atMs: number): void {
    this.#took(this.#session.tick(atMs));
  }

  frame(bytes: Uint8Array, atMs: number): void {
    this.#took(this.#session.frame(bytes, atMs));
  }

  /** Asks for a snapshot to compare with. */
  audit(): void {
    this.#session.asked();
  }

  loseSocket(atMs: number): void {
    this.#write(this.#session.closed('socket-closed', 1006, atMs));
  }

  stop(atMs: number): void {
    this.#write(this.#session.closed('stopped', null, atMs));
    this.#write(this.#session.end('stopped', atMs));
    this.#sync();
    this.#left = [{ cause: 'restart', ...this.#handover }];
  }

  crash(): void {
    this.#unsynced = [];
    this.#left = [{ cause: 'crash', ...this.#handover }];
    this.#session = this.#newSession();
  }

  #newSession(): Session {
    return new Session(this.#producer, { newId: this.#ports.newId, sha256 }, ENDPOINT);
  }

  #took({ lines, wantsSnapshot }: Tick): void {
    this.#write(lines);
    if (!wantsSnapshot) return;
    this.#session.asked();
    this.#ports.asks();
  }

  #write(lines: ReadonlyArray<Line>): void {
    this.#sync();
    this.#unsynced = lines;
  }

  #sync(): void {
    for (const line of this.#unsynced) {
      this.#handover = afterLine(this.#handover, line);
      this.#ports.keep(line);
    }
    this.#unsynced = [];
  }
}
