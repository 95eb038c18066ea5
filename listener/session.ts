import {
  Epoch,
  EpochCounts,
  Tracker,
  Watchdog,
  catalogue,
  decodeFrame,
  isAnswer,
  writeOutcome,
  type EventOf,
  type EventType,
  type FrameOfInterest,
  type Line,
  type Outcome,
  type Producer,
  type ReusedBytes,
  type Sha256,
  type StreamName,
  type Verdict,
} from '@bitcoin-pipeline/model';
import { writeAudit } from './audit-line.ts';
import { Counting } from './counting.ts';
import { GapLedger, type GapSeen } from './gap-ledger.ts';
import type { Predecessor } from './handover.ts';
import { besideOf, given, interestOf } from './interest.ts';
import { ProcessEpoch } from './process-epoch.ts';

/** How long the source has to answer before it is asked again. */
const ASK_AGAIN_AFTER_MS = 30_000;

export interface SessionPorts {
  readonly newId: () => string;
  readonly sha256: Sha256;
  /** Streams that have somewhere to go; fragments of the others are counted as ignored. @default all */
  readonly streams?: ReadonlySet<StreamName>;
  /** Of which events, beside those of the next block, the values are made: someone looks at them. @default all */
  readonly wants?: (type: EventType) => boolean;
  /** For the lines of a frame, where whoever stores them copies them before the next. @default bytes of their own */
  readonly lineBytes?: ReusedBytes;
  /** How frames are read. @default decodeFrame */
  readonly decode?: typeof decodeFrame;
}

const isProjected = (type: EventType): boolean =>
  type === 'NextBlockSnapshotTaken' || type === 'NextBlockChanged';

/** What the passing of time led to. */
export interface Tick {
  readonly lines: ReadonlyArray<Line>;
  /** The source should be asked for a fresh snapshot of the tracked block. */
  readonly wantsSnapshot: boolean;
}

/** What a frame led to. */
export interface Step extends Tick {
  readonly outcomes: ReadonlyArray<Outcome>;
  /** A snapshot was compared with our rows. */
  readonly audited: boolean;
}

/** How a socket's epoch ends; the others are those of a run of the poller. */
type EndReason = Exclude<EventOf<'EpochClosed'>['closeReason'], 'finished' | 'deadline' | 'failed'>;

/** The gap that an end leaves where the source may have gone on without us. */
const gapAfter: Readonly<Record<EndReason, 'socket' | 'clock' | 'spool-full' | null>> = {
  'socket-closed': 'socket',
  'clock-stepped': 'clock',
  'spool-full': 'spool-full',
  stopped: null,
  'recording-ended': null,
};

interface Socket {
  readonly epoch: Epoch;
  readonly tracker: Tracker;
  readonly watchdog: Watchdog;
  readonly counting: Counting;
  /** When a snapshot was wanted last. */
  wantedAtMs: number;
}

/**
 * What one process makes of its sockets, one after another: frames in, lines out. No socket, no file, no clock:
 * times are given, in Unix milliseconds, and never go back inside an epoch.
 */
export class Session {
  readonly #producer: Producer;
  readonly #ports: SessionPorts;
  readonly #process: ProcessEpoch;
  readonly #ledger = new GapLedger();
  readonly #epochIds: Array<string> = [];
  #epochs: ReadonlyArray<Epoch> = [];
  /** Of the epochs that ended: a feed may begin thousands, and none is kept. */
  readonly #ended = new EpochCounts();
  #fault: string | null = null;
  #socket: Socket | null = null;
  #framesRead = 0;
  #tracker: Tracker | null = null;

  constructor(producer: Producer, ports: SessionPorts, endpoint: string) {
    this.#producer = producer;
    this.#ports = ports;
    this.#process = new ProcessEpoch(() => this.#newEpoch(), endpoint);
  }

  /** Those that are open, and the newest of the others. */
  get gaps(): ReadonlyArray<GapSeen> {
    return this.#ledger.gaps;
  }

  /** How many there were. */
  get gapsSeen(): number {
    return this.#ledger.seen;
  }

  /** Those that last. */
  get epochs(): ReadonlyArray<Epoch> {
    return this.#epochs;
  }

  /** In the order they began. */
  get epochIds(): ReadonlyArray<string> {
    return this.#epochIds;
  }

  /** Of all epochs together, as of now. */
  get counts(): EpochCounts {
    const sum = new EpochCounts();
    sum.include(this.#ended);
    for (const { counts } of this.#epochs) sum.include(counts);
    return sum;
  }

  /** The projected block as it stands; null before the first socket. Kept after the last one closed. */
  get tracker(): Tracker | null {
    return this.#tracker;
  }

  /** Those given up included. */
  get framesRead(): number {
    return this.#framesRead;
  }

  get isOpen(): boolean {
    return this.#socket !== null;
  }

  /** What does not add up in the counts; null while everything does. */
  get fault(): string | null {
    const faults = this.#epochs.map(({ counts }) => counts.fault);
    return this.#fault ?? faults.find((fault) => fault !== null) ?? null;
  }

  /** Before the first socket: names what earlier processes left, in the epoch of this one. */
  begin(predecessors: ReadonlyArray<Predecessor>, atMs: number): ReadonlyArray<Line> {
    return predecessors.flatMap(({ cause, lastEpoch, openGaps }) => {
      openGaps.forEach((gap) => this.#ledger.inherit(gap));
      if (lastEpoch === null) return [];
      const gap = {
        cause,
        gapEpochId: lastEpoch.epochId,
        suspectFromOrdinal: lastEpoch.lastOrdinal + 1,
        foundOrdinal: null,
        expectedSequence: null,
        receivedSequence: null,
      };
      return this.#process.write(atMs, (epoch) => this.#ledger.found(epoch, gap, atMs));
    });
  }

  opened(endpoint: string, atMs: number): ReadonlyArray<Line> {
    const epoch = this.#newEpoch();
    const tracker = new Tracker(this.#ledger.open.length > 0);
    this.#process.connected();
    this.#tracker = tracker;
    this.#socket = {
      epoch,
      tracker,
      watchdog: new Watchdog(this.#producer.network, atMs),
      counting: new Counting(epoch, atMs),
      wantedAtMs: atMs,
    };
    return epoch.record('EpochOpened', { epochKind: 'socket', endpoint }, atMs);
  }

  /** Time passes without a frame; writes what is due. */
  tick(atMs: number): Tick {
    const socket = this.#socket;
    if (socket === null) return { lines: this.#process.alone(atMs), wantsSnapshot: false };
    const { epoch, tracker, watchdog, counting } = socket;
    const due = watchdog.due(atMs);
    if (due === 'ask') tracker.wondersAtSilence();
    const counted = counting.tick(atMs);
    const verdicts = due === 'silent' ? tracker.silent() : [];
    const found = this.#judge(epoch, verdicts, null, atMs);
    const isWaiting =
      (tracker.gapIsOpen || tracker.baseOrdinal === null) &&
      atMs - socket.wantedAtMs >= ASK_AGAIN_AFTER_MS;
    const wants = due === 'ask' || verdicts.length > 0 || isWaiting;
    return { lines: [...counted, ...found], wantsSnapshot: this.#wants(socket, wants, atMs) };
  }

  /** The source is asked for a snapshot. */
  asked(): void {
    this.#socket?.tracker.asked();
  }

  frame(bytes: Uint8Array, atMs: number): Step {
    const socket = this.#socket;
    if (socket === null) throw new Error('a frame outside an epoch');
    this.#framesRead += 1;
    this.#ports.lineBytes?.begin();
    const ticked = this.tick(atMs);
    const { epoch, tracker } = socket;
    const outcomes = this.#decoded(bytes);
    const frame = epoch.frame(bytes, outcomes.length, atMs);
    const beside = besideOf(bytes, outcomes);

    const written = outcomes.map((outcome) => ({
      outcome,
      lines: writeOutcome(epoch, frame, outcome, (accepted) => given(accepted, tracker, beside)),
    }));
    const lines = written.flatMap((each) => each.lines);
    const interest = interestOf(written, tracker, beside);
    const wasLoading = tracker.isLoading;
    const verdicts = tracker.frame(interest);
    watch(socket, interest, verdicts, atMs);
    const ledger = this.#judge(epoch, verdicts, lines.at(-1)?.ordinal ?? null, atMs);
    const mayWant =
      verdicts.some(({ tag }) => tag === 'gap-found') ||
      wasLoading || // nothing could be asked for before
      interest.unreadable || // this may have been the answer
      interest.projected?.tag === 'snapshot'; // this was one that did not help
    const wants = this.#wants(socket, mayWant && tracker.gapIsOpen, atMs);
    return {
      lines: [...ticked.lines, ...lines, ...ledger],
      outcomes,
      audited: verdicts.some(({ tag }) => tag === 'audited'),
      wantsSnapshot: ticked.wantsSnapshot || wants,
    };
  }

  /** A frame that was read while there was no room to keep it. */
  giveUp(bytes: Uint8Array): void {
    this.#framesRead += 1;
    this.#process.giveUp(bytes.length);
  }

  /** There is room again: tells how much was given up meanwhile. */
  roomAgain(atMs: number): ReadonlyArray<Line> {
    return this.#process.tellGivenUp(atMs);
  }

  /** The socket is gone, or we leave it, or what comes over it can't be kept. */
  closed(reason: EndReason, code: number | null, atMs: number): ReadonlyArray<Line> {
    const socket = this.#socket;
    if (socket === null) return [];
    const { epoch, tracker, counting } = socket;
    this.#socket = null;
    const lines = [
      ...this.#judge(epoch, tracker.end(gapAfter[reason]), null, atMs),
      ...counting.end(reason, code, atMs),
    ];
    this.#letGo([epoch]);
    return lines;
  }

  /** The process's epoch ends, the socket's having ended before. */
  end(reason: 'stopped' | 'clock-stepped', atMs: number): ReadonlyArray<Line> {
    const lines = this.#process.end(reason, atMs);
    this.#letGo(this.#epochs);
    return lines;
  }

  #newEpoch(): Epoch {
    const { newId, sha256, lineBytes } = this.#ports;
    const epoch = new Epoch(newId(), this.#producer, sha256, lineBytes);
    this.#epochIds.push(epoch.id);
    this.#epochs = [...this.#epochs, epoch];
    return epoch;
  }

  /** These ended: only what they counted is kept. */
  #letGo(ended: ReadonlyArray<Epoch>): void {
    for (const { counts } of ended) {
      this.#fault ??= counts.fault;
      this.#ended.include(counts);
    }
    this.#epochs = this.#epochs.filter((epoch) => !ended.includes(epoch));
  }

  #decoded(bytes: Uint8Array): ReadonlyArray<Outcome> {
    const { decode = decodeFrame, sha256, wants = () => true } = this.#ports;
    const isWanted = (type: EventType) => isProjected(type) || wants(type);
    return decode(bytes, sha256, isWanted).map((outcome) => this.#configured(outcome));
  }

  #configured(outcome: Outcome): Outcome {
    const { streams } = this.#ports;
    const goesNowhere =
      outcome.tag === 'accepted' &&
      streams !== undefined &&
      !streams.has(catalogue[outcome.type].stream);
    if (!goesNowhere) return outcome;
    const { key, start, end } = outcome;
    return { tag: 'ignored', key, start, end };
  }

  /** A source that loads its mempool has nothing to answer. */
  #wants(socket: Socket, wants: boolean, atMs: number): boolean {
    if (!wants || socket.tracker.isLoading) return false;
    socket.wantedAtMs = atMs;
    return true;
  }

  /** `foundOrdinal`: the last line of the frame that told; null where none did. */
  #judge(
    epoch: Epoch,
    verdicts: ReadonlyArray<Verdict>,
    foundOrdinal: number | null,
    atMs: number,
  ): ReadonlyArray<Line> {
    return verdicts.flatMap((verdict) => {
      switch (verdict.tag) {
        case 'gap-found':
          return this.#ledger.found(
            epoch,
            { ...verdict.gap, gapEpochId: epoch.id, foundOrdinal },
            atMs,
          );
        case 'gap-closed':
          return this.#ledger.closed(epoch, verdict.closingOrdinal, atMs);
        case 'audited':
          return writeAudit(epoch, verdict.audit, atMs);
      }
    });
  }
}

/** Tells the watchdog what a frame was: an update of the block, an answer that shows that none was missed, or life. */
const watch = (
  { watchdog, tracker }: Socket,
  frame: FrameOfInterest,
  verdicts: ReadonlyArray<Verdict>,
  atMs: number,
): void => {
  watchdog.lives(atMs);
  if (frame.projected === null) return;
  const missed = verdicts.some(({ tag }) => tag === 'gap-found') || tracker.gapIsOpen;
  if (isAnswer(frame) && !missed) watchdog.nothingMissed(atMs);
  else watchdog.changed(atMs);
};
