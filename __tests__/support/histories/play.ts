import { createHash } from 'node:crypto';
import type { Line, Producer, ReadLine } from '@bitcoin-pipeline/model';
import { afterLine, inheriting, type Predecessor } from '../../../listener/handover.ts';
import { Session, type Tick } from '../../../listener/session.ts';
import { PlainModel } from '../plain-model.ts';
import { readBack } from '../projected.ts';
import { Source, bytesOf, type Change, type Frame } from './source.ts';
import type { AnswerPlan, Fault, HistoryPlan, Step } from './steps.ts';

/**
 * Plays a history: a source, a listener's session, the time between them. What nobody could know is left out, and
 * only that: a fault is shown by a later message before the listener stops, or before what it has written so far is
 * taken as durable; drifted rows are audited before the socket ends or a whole snapshot replaces them.
 */

const ENDPOINT = 'ws://127.0.0.1:1/api/v1/ws';
const LIFE_EVERY_MS = 20_000;
/** Longer than the longest patience of the watchdog that these histories lead to. */
const MOST_WAITS = 400;

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A line as written, and as the lake has it. */
export interface WrittenLine {
  readonly line: Line;
  readonly read: ReadLine;
  /** Its place among all lines as they were written, those lost since included. */
  readonly place: number;
}

/** The first gap that the ledger named after a fault that met a whole, trusted state; null: none. */
interface Named {
  readonly fault: Fault;
  readonly cause: string | null;
}

/** A whole and true snapshot came while all was well with source and socket. */
export interface Restored {
  readonly epochId: string;
  readonly ordinal: number;
  readonly labelMs: number;
  readonly isStated: boolean;
}

export interface Played {
  readonly lines: ReadonlyArray<WrittenLine>;
  readonly truth: PlainModel;
  readonly named: ReadonlyArray<Named>;
  readonly restored: ReadonlyArray<Restored>;
  readonly audits: ReadonlyArray<string>;
}

interface PlayOptions {
  /** Begins the names of epochs. */
  readonly name: string;
  readonly beginMs: number;
}

class Player {
  readonly truth = new PlainModel();
  readonly named: Array<Named> = [];
  readonly restored: Array<Restored> = [];
  lines: Array<WrittenLine> = [];
  readonly #plan: HistoryPlan;
  readonly #options: PlayOptions;
  readonly #source: Source;
  readonly #producer: Producer;
  #session: Session;
  #nowMs: number;
  #heardAtMs = Number.NEGATIVE_INFINITY;
  #aheadMs = 0;
  #epochs = 0;
  #places = 0;
  /** The answer to come; null: none was asked for, or it is lost. */
  #answer: (AnswerPlan & { readonly dueMs: number; readonly checked: boolean }) | null = null;
  #step: Step | null = null;
  #answersInStep = 0;
  #asksOfStating = 0;
  /** Something happened that only a later message can show. */
  #hidden = false;
  #isLoading = false;
  /** The listener's process lives. */
  #isRunning = true;
  #left: ReadonlyArray<Predecessor> = [];
  /** What this process would leave if all its lines were durable. */
  #handover = inheriting([]);
  #durable = 0;

  constructor(plan: HistoryPlan, options: PlayOptions) {
    this.#plan = plan;
    this.#options = options;
    this.#nowMs = options.beginMs;
    this.#producer = {
      source: 'mempool.space',
      network: 'mainnet',
      origin: 'recording',
      producerId: `${options.name}-p`,
      producerVersion: '0.1.0',
    };
    this.#source = new Source(plan.source, this.truth, plan.firstSequence, this.#nowMs);
    this.#session = this.#newSession();
  }

  play(): Played {
    this.#begin();
    for (const step of this.#plan.steps) this.#play(step);
    this.#step = null;
    this.#show();
    this.#pass(5000);
    this.#stop();
    const audits = this.lines.flatMap(({ read }) =>
      read.type === 'AuditCompleted' ? [read.fields.outcome] : [],
    );
    const { lines, truth, named, restored } = this;
    return { lines, truth, named, restored, audits };
  }

  // ——— the listener's process and its sockets

  get #label(): number {
    return this.#nowMs + this.#aheadMs;
  }

  #newSession(): Session {
    const newId = (): string => {
      this.#epochs += 1;
      const id = `${this.#options.name}-e${String(this.#epochs).padStart(3, '0')}`;
      this.truth.clock(id, this.#aheadMs);
      return id;
    };
    return new Session(this.#producer, { newId, sha256 }, ENDPOINT);
  }

  #begin(): void {
    this.#handover = inheriting(this.#left);
    this.#keep(this.#session.begin(this.#left, this.#label));
    this.#open();
  }

  #open(): void {
    this.#keep(this.#session.opened(ENDPOINT, this.#label));
    this.#expectAnswer(true);
  }

  #stop(): void {
    this.#keep(this.#session.closed('stopped', null, this.#label));
    this.#keep(this.#session.end('stopped', this.#label));
    this.#left = [{ cause: 'restart', ...this.#handover }];
    this.#durable = this.lines.length;
    this.#hangUp();
  }

  #hangUp(): void {
    this.#source.hungUp();
    this.#answer = null;
  }

  #keep(lines: ReadonlyArray<Line>): void {
    for (const line of lines) {
      this.lines.push({ line, read: readBack(line), place: this.#places });
      this.#places += 1;
      this.#handover = afterLine(this.#handover, line);
    }
  }

  /** What was written so far is durable, and so is what this process would leave. */
  #makeDurable(): void {
    this.#left = [{ cause: 'crash', ...this.#handover }];
    this.#durable = this.lines.length;
  }

  // ——— time

  #pass(ms: number): void {
    const until = this.#nowMs + ms;
    while (this.#answer !== null && this.#answer.dueMs <= until) {
      this.#nowMs = Math.max(this.#nowMs, this.#answer.dueMs);
      this.#giveAnswer();
    }
    this.#nowMs = until;
    if (this.#isRunning) this.#took(this.#session.tick(this.#label));
  }

  /** Two frames may come in one millisecond; what nobody hears of has one of its own. */
  #passAlone(): void {
    do this.#pass(1);
    while (this.#heardAtMs === this.#nowMs);
  }

  #took({ lines, wantsSnapshot }: Tick): void {
    this.#keep(lines);
    if (wantsSnapshot) this.#ask(true);
  }

  // ——— frames

  #deliver(frame: Frame | Buffer): void {
    const bytes = Buffer.isBuffer(frame) ? frame : bytesOf(frame);
    if (!this.#session.isOpen || bytes.length <= 2) return;
    this.#heardAtMs = this.#nowMs;
    this.#took(this.#session.frame(bytes, this.#label));
  }

  #ask(checked: boolean): void {
    this.#session.asked();
    this.#expectAnswer(checked);
  }

  #expectAnswer(checked: boolean): void {
    const { afterMs, fate } = this.#step?.answer ?? this.#plan.answer;
    // Once in a step something may become of it.
    const isLater = this.#answersInStep > 0 && fate !== 'wide';
    this.#answersInStep += 1;
    const plan = { afterMs, fate: isLater ? ('whole' as const) : fate, checked };
    this.#answer = plan.fate === 'lost' ? null : { ...plan, dueMs: this.#nowMs + afterMs };
  }

  #states(checked = true): boolean {
    const { stating } = this.#plan;
    this.#asksOfStating += 1;
    const isTurn = this.#asksOfStating % 2 === (this.#step?.stated === true ? 0 : 1);
    return checked && (stating === 'always' || (stating === 'sometimes' && isTurn));
  }

  #giveAnswer(): void {
    const answer = this.#answer;
    this.#answer = null;
    if (answer === null || !this.#session.isOpen) return;
    const isStated = this.#states(answer.checked);
    if (answer.fate === 'mid-tick' && this.#step !== null && !this.#isLoading) {
      const totals = isStated ? (this.#step.choice % 2 === 0 ? 'before' : 'after') : null;
      this.#hidden = true;
      this.#deliver(this.#source.answerMidTick(this.#step.change, totals, this.#nowMs));
      return;
    }
    const isReadable = answer.fate !== 'undecodable';
    const frame = this.#source.answer(isStated, this.#nowMs, isReadable);
    if (!isReadable) {
      this.#hidden = true;
      this.#deliver(damaged(frame));
      return;
    }
    this.#deliver(bytesOf(frame, answer.fate === 'wide'));
    if (this.#isLoading || this.#source.isMidTick) return;
    this.#hidden = false;
    const last = this.lines.findLast(({ read }) => read.type === 'NextBlockSnapshotTaken');
    if (last === undefined) throw new Error('a snapshot made no line');
    const { epochId, ordinal } = last.read.envelope;
    this.restored.push({ epochId, ordinal, labelMs: this.#label, isStated });
  }

  #updated(change: Change, whole: boolean): Frame {
    const wasSubscribed = this.#source.subscribed;
    const frame = this.#source.update(change, { whole, stated: this.#states() }, this.#nowMs);
    return wasSubscribed ? frame : {};
  }

  #update(change: Change, whole = false): void {
    this.#deliver(this.#updated(change, whole));
    this.#hidden = false;
  }

  /** A plain update shows what is hidden. */
  #show(): void {
    if (!this.#hidden && !this.#source.isMidTick) return;
    this.#pass(700);
    this.#update({ toggled: [1], repriced: [2], flagged: [] });
  }

  // ——— steps

  /** Whether the session has no reason to doubt what it holds. */
  get #isTrusted(): boolean {
    const { tracker, isOpen } = this.#session;
    return (
      isOpen &&
      tracker !== null &&
      tracker.baseOrdinal !== null &&
      !tracker.gapIsOpen &&
      this.#source.subscribed &&
      !this.#hidden
    );
  }

  /** One at a time, as a listener asks. */
  get #mayAudit(): boolean {
    return this.#isTrusted && !this.#source.isMidTick && this.#answer === null;
  }

  #play(step: Step): void {
    this.#step = step;
    this.#answersInStep = 0;
    const isFault = !isCalm(step.tag);
    this.#pass(step.afterMs);
    if (isFault) this.#passAlone();
    // An odd answer is a fault of its own.
    const isAlone = [step.answer.fate, this.#answer?.fate].every((fate) => !isOdd(fate));
    const wasTrusted = this.#isTrusted;
    const from = this.#places;
    const isMet = this.#do(step);
    if (isFault && isMet && wasTrusted && isAlone) {
      const found = this.lines.find(({ read, place }) => place >= from && read.type === 'GapFound');
      const cause = found?.read.type === 'GapFound' ? found.read.fields.cause : null;
      this.named.push({ fault: step.tag as Fault, cause });
    }
    if (!this.#hidden && !this.#source.isMidTick && step.choice % 3 === 0) this.#makeDurable();
  }

  /** Whether what the step is called came about. */
  #do(step: Step): boolean {
    const { change, later, whole, choice } = step;
    switch (step.tag) {
      case 'update':
        // Without txids beside it a whole update may look like the answer that is awaited.
        this.#update(change, whole && (this.#plan.source.txids || this.#answer === null));
        return true;
      case 'repeat-delta': {
        const frame = this.#source.subscribed
          ? this.#source.repeat(this.#states(), this.#nowMs)
          : null;
        if (frame !== null) this.#deliver(frame);
        return true;
      }
      case 'conversions':
        this.#deliver({ conversions: { time: 1_790_000_000 + choice, USD: 60_000 } });
        return true;
      case 'other-keys':
        this.#deliver({
          pong: true,
          da: { progressPercent: choice / 10 },
          loadingIndicators: { 'block-indexing': 5 },
        });
        return true;
      case 'audit':
        if (this.#mayAudit) this.#ask(false);
        return true;
      case 'mid-tick-audit':
        return this.#midTickAudit(step);
      case 'drop':
        this.#updated(change, whole);
        return this.#hide(step);
      case 'duplicate': {
        const frame = this.#updated(change, false);
        this.#deliver(frame);
        this.#hidden = false;
        this.#deliver(frame);
        return true;
      }
      case 'reorder': {
        const first = this.#updated(change, false);
        this.#pass(1);
        const second = this.#updated(later, false);
        this.#deliver(second);
        this.#deliver(first);
        return this.#hide(step);
      }
      case 'undecodable-delta':
        this.#deliver(damaged(this.#updated(change, false)));
        return this.#hide(step);
      case 'garbage-for-update':
        this.#updated(change, false);
        this.#deliver(garbage(choice));
        return this.#hide(step);
      case 'garbage-beside':
        this.#deliver(garbage(choice));
        this.#pass(10);
        this.#update(later);
        return true;
      case 'silent-block': {
        const wasEmpty = this.#source.isEmpty;
        const wasSubscribed = this.#source.subscribed;
        const frame = this.#source.emptied(this.#states(), this.#nowMs);
        if (wasSubscribed) this.#deliver(frame);
        return this.#hide(step) && !wasEmpty;
      }
      case 'silence':
      case 'stillness':
        return this.#beSilent(step);
      case 'loading':
        return this.#load(step);
      case 'drift':
      case 'drift-unstated':
        return this.#drift(step);
      case 'lost-socket':
      case 'backend-restart':
        this.#keep(
          this.#session.closed('socket-closed', choice % 2 === 0 ? 1005 : 1006, this.#label),
        );
        this.#hangUp();
        if (step.tag === 'backend-restart') this.#source.restart(this.#nowMs);
        this.#beAway(step);
        this.#open();
        return true;
      case 'spool-full':
        this.#keep(this.#session.closed('spool-full', null, this.#label));
        this.#hangUp();
        this.#session.giveUp(garbage(choice));
        this.#beAway(step);
        this.#keep(this.#session.roomAgain(this.#label));
        this.#open();
        return true;
      case 'clock-step': {
        const stepMs = (choice - 500) * 7200;
        this.#keep(this.#session.closed('clock-stepped', null, this.#label));
        this.#keep(this.#session.end('clock-stepped', this.#label));
        this.#hangUp();
        this.#aheadMs += stepMs;
        this.#beAway(step);
        this.#open();
        return true;
      }
      case 'listener-restart':
        this.#show();
        this.#stop();
        return this.#startAgain(step);
      case 'listener-crash':
        return this.#crash(step);
    }
  }

  /** Of what is hidden now, half is shown at once. */
  #hide({ choice, later }: Step): boolean {
    this.#hidden = true;
    const isShown = choice % 2 === 0;
    if (isShown) {
      this.#pass(10);
      this.#update(later);
    }
    return isShown;
  }

  #midTickAudit({ choice, change, later, stated }: Step): boolean {
    if (!this.#mayAudit) return false;
    this.#session.asked();
    this.#hidden = true;
    const totals = stated ? 'before' : null;
    this.#deliver(this.#source.answerMidTick(change, totals, this.#nowMs));
    if (choice % 2 !== 0) return false;
    this.#pass(choice);
    this.#update(later);
    return true;
  }

  /** The source forgets us while it lives: nothing of the projected block comes until it is asked. */
  #beSilent(step: Step): boolean {
    const isStill = step.tag === 'stillness';
    this.#show();
    if (!this.#isTrusted || this.#answer !== null) return false;
    this.#source.subscribed = false;
    this.#hidden = true;
    let waits = 0;
    while (!this.#source.subscribed && waits < MOST_WAITS) {
      this.#pass(LIFE_EVERY_MS);
      if (this.#source.subscribed) break;
      if (waits === 0 && !isStill)
        this.#updated({ ...step.change, toggled: [step.choice % 4] }, false);
      this.#deliver(
        step.choice % 2 === 0 ? { pong: true } : { conversions: { time: waits, USD: 1 } },
      );
      waits += 1;
    }
    if (!this.#source.subscribed) throw new Error('a silence was never ended');
    this.#pass(4001); // an answer that could not be read is asked for again
    this.#pass(4001);
    this.#hidden = this.#source.isMidTick;
    return true;
  }

  #load(step: Step): boolean {
    this.#isLoading = true;
    this.#deliver({ loadingIndicators: { mempool: step.choice % 2 === 0 ? 42 : null } });
    for (const change of [step.change, step.later]) {
      this.#pass(step.answer.afterMs);
      this.#passAlone();
      this.#source.loading(change, this.#nowMs);
      this.#deliver({ conversions: { time: step.choice, USD: 2 } });
    }
    this.#pass(1);
    this.#isLoading = false;
    this.#deliver({ loadingIndicators: {} });
    return true;
  }

  /** Drifts, goes on, and is audited unless what is stated told before. */
  #drift(step: Step): boolean {
    this.#show();
    this.#passAlone();
    const isUnstated = step.tag === 'drift-unstated';
    if (!this.#isTrusted || this.#answer !== null) {
      this.#update(step.change);
      return false;
    }
    this.#hidden = true;
    const isMet = this.#source.drift(isUnstated, this.#nowMs);
    const gaps = this.#session.gaps.length;
    for (const change of [step.change, step.later]) {
      this.#pass(1 + (step.choice % 900));
      this.#hidden = true;
      this.#update(change);
    }
    if (this.#session.gaps.length === gaps) {
      this.#session.asked();
      this.#deliver(this.#source.answer(false, this.#nowMs));
      this.#pass(20);
      this.#update(step.later);
    }
    this.#hidden = false;
    return isMet;
  }

  /** Time without a socket, in which the source goes on. */
  #beAway({ change, choice }: Step): void {
    this.#hidden = false;
    this.#isLoading = false;
    this.#pass(500 + choice * (choice % 5 === 0 ? 100 : 3));
    this.#updated(change, false);
    this.#pass(100);
  }

  #startAgain(step: Step): boolean {
    this.#isRunning = false;
    this.#beAway(step);
    this.#isRunning = true;
    this.#session = this.#newSession();
    this.#begin();
    return true;
  }

  /** The process is no more: of what was not durable yet, some lines are there by chance. */
  #crash(step: Step): boolean {
    const isKnown = this.#left.some(
      ({ cause, lastEpoch }) => cause === 'crash' && lastEpoch !== null,
    );
    this.lines = this.lines.filter(
      (_, index) => index < this.#durable || (step.choice + index * 7) % 5 === 0,
    );
    this.#durable = this.lines.length;
    this.#hangUp();
    return this.#startAgain(step) && isKnown;
  }
}

const isCalm = (tag: Step['tag']): boolean =>
  ['update', 'repeat-delta', 'conversions', 'other-keys', 'audit'].includes(tag);

const isOdd = (fate: AnswerPlan['fate'] | undefined): boolean =>
  fate === 'undecodable' || fate === 'mid-tick';

/** Its txids are no txids. */
const damaged = (frame: Frame): Frame => {
  const key = 'projected-block-transactions';
  return key in frame
    ? {
        ...frame,
        [key]: { ...(frame[key] as object), delta: { added: [], removed: ['x'], changed: [] } },
      }
    : frame;
};

const garbage = (choice: number): Buffer =>
  [
    Buffer.from('{"projected-block-transactions": {"index":0,'),
    Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
    Buffer.from(
      '{"projected-block-transactions":{"index":0,"index":0,"sequence":1,"blockTransactions":[]}}',
    ),
    Buffer.from('nothing of this kind'),
  ][choice % 4] ?? Buffer.alloc(0);

export const play = (plan: HistoryPlan, options: PlayOptions): Played =>
  new Player(plan, options).play();
