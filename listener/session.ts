import {
  Change,
  Epoch,
  LoadingIndicators,
  MempoolBlocks,
  NOTHING_STATED,
  PROJECTED_KEY,
  Snapshot,
  Tracker,
  decodeFrame,
  sliceText,
  weightOf,
  writeOutcome,
  type Accepted,
  type EventOf,
  type Frame,
  type FrameOfInterest,
  type Line,
  type OpenGap,
  type Outcome,
  type Producer,
  type Sha256,
  type Stated,
  type StreamName,
  type Verdict,
} from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';

/** How often `FeedCounted` is written while an epoch lasts. */
const COUNT_EVERY_MS = 60_000;

export interface SessionPorts {
  readonly newId: () => string;
  readonly sha256: Sha256;
}

/** What a frame led to. */
export interface Step {
  readonly lines: ReadonlyArray<Line>;
  readonly outcomes: ReadonlyArray<Outcome>;
  /** The source should be asked for a fresh snapshot of the tracked block. */
  readonly wantsSnapshot: boolean;
}

export interface GapSeen extends OpenGap {
  readonly gapId: string;
  readonly closed: boolean;
}

/** With the connection all that came over it is missed; the other causes concern the next block alone. */
const missedBy: Readonly<Record<OpenGap['cause'], ReadonlyArray<StreamName>>> = {
  socket: ['mempool-block', 'conversions', 'block-metadata'],
  clock: ['mempool-block', 'conversions', 'block-metadata'],
  crash: ['mempool-block', 'conversions', 'block-metadata'],
  restart: ['mempool-block', 'conversions', 'block-metadata'],
  'spool-full': ['mempool-block', 'conversions', 'block-metadata'],
  silence: ['mempool-block'],
  audit: ['mempool-block'],
  sequence: ['mempool-block'],
  loading: ['mempool-block'],
  'self-check': ['mempool-block'],
};

type EndReason = EventOf<'EpochClosed'>['closeReason'];

/** The fragment under a key, parsed; undefined where the frame has none or it is not JSON. */
const jsonUnder = (key: string, bytes: Uint8Array, outcomes: ReadonlyArray<Outcome>): unknown => {
  const fragment = outcomes.find((outcome) => outcome.tag === 'ignored' && outcome.key === key);
  return fragment === undefined
    ? undefined
    : JSON.parse(sliceText(bytes, fragment.start, fragment.end));
};

/**
 * What `mempool-blocks` says of the block at an index; a block that is not listed is stated to be empty. Null
 * where the frame does not carry it, or not readably.
 */
const statedOf = (json: unknown, blockIndex: number): Stated | null => {
  const blocks = MempoolBlocks.decode(json);
  if (E.isLeft(blocks)) return null;
  const { nTx, totalFees, blockVSize } = blocks.right[blockIndex] ?? {
    nTx: 0,
    totalFees: 0,
    blockVSize: 0,
  };
  return { statedRows: nTx, statedFeeSats: totalFees, statedWeight: weightOf(blockVSize) };
};

const loadingOf = (json: unknown): boolean | null =>
  LoadingIndicators.is(json) ? Object.hasOwn(json, 'mempool') : null;

/** Whether it went into quarantine: it did not decode, or no line could hold it. */
const isRefused = ({ outcome, lines }: Written): boolean =>
  outcome.tag === 'rejected' || lines[0]?.stream === 'quarantine';

/** A refused frame or projected block: it may have been a delta. */
const mayBeDelta = (written: Written): boolean => {
  const { outcome } = written;
  return isRefused(written) && (outcome.key === null || outcome.key === PROJECTED_KEY);
};

const isProjected = (outcome: Outcome): outcome is Accepted =>
  outcome.tag === 'accepted' && outcome.key === PROJECTED_KEY;

interface Current {
  readonly epoch: Epoch;
  readonly tracker: Tracker;
  countedAtMs: number;
}

/**
 * What one process makes of its sockets, one after another: frames in, lines out. No socket, no file, no clock:
 * times are given, in Unix milliseconds, and never go back inside an epoch.
 */
export class Session {
  readonly #producer: Producer;
  readonly #ports: SessionPorts;
  readonly #gaps: Array<GapSeen> = [];
  readonly #ended: Array<Epoch> = [];
  #current: Current | null = null;

  constructor(producer: Producer, ports: SessionPorts) {
    this.#producer = producer;
    this.#ports = ports;
  }

  get gaps(): ReadonlyArray<GapSeen> {
    return this.#gaps;
  }

  get epochs(): ReadonlyArray<Epoch> {
    return this.#current === null ? this.#ended : [...this.#ended, this.#current.epoch];
  }

  /** The projected block as it stands; null before the first socket. Kept after the last one closed. */
  get tracker(): Tracker | null {
    return this.#tracker;
  }
  #tracker: Tracker | null = null;

  get isOpen(): boolean {
    return this.#current !== null;
  }

  opened(endpoint: string, atMs: number): ReadonlyArray<Line> {
    const epoch = new Epoch(this.#ports.newId(), this.#producer, this.#ports.sha256);
    const tracker = new Tracker(this.#gaps.some((gap) => !gap.closed));
    this.#tracker = tracker;
    this.#current = { epoch, tracker, countedAtMs: atMs };
    return epoch.record('EpochOpened', { epochKind: 'socket', endpoint }, atMs);
  }

  /** Time passes without a frame; writes what is due. */
  tick(atMs: number): ReadonlyArray<Line> {
    const current = this.#current;
    if (current === null || atMs - current.countedAtMs < COUNT_EVERY_MS) return [];
    current.countedAtMs = atMs;
    return current.epoch.count(atMs);
  }

  frame(bytes: Uint8Array, atMs: number): Step {
    const current = this.#current;
    if (current === null) throw new Error('a frame outside an epoch');
    const counted = this.tick(atMs);
    const { epoch, tracker } = current;
    const outcomes = decodeFrame(bytes);
    const frame = epoch.frame(bytes, outcomes.length, atMs);
    const stated = jsonUnder('mempool-blocks', bytes, outcomes);

    const written = outcomes.map((outcome) => ({
      outcome,
      lines: writeOutcome(epoch, frame, outcome, (accepted) => given(accepted, tracker, stated)),
    }));
    const interest = interestOf(
      written,
      tracker,
      stated,
      loadingOf(jsonUnder('loadingIndicators', bytes, outcomes)),
    );
    const wasLoading = tracker.isLoading;
    const verdicts = tracker.frame(interest);
    const ledger = verdicts.flatMap((verdict) =>
      this.#judge(
        epoch,
        verdict,
        frame,
        written.flatMap(({ lines }) => lines),
      ),
    );
    const lines = [...counted, ...written.flatMap((each) => each.lines), ...ledger];
    const mayAsk =
      verdicts.length > 0 || // a gap was found
      wasLoading || // nothing could be asked for before
      interest.unreadable || // this may have been the answer
      interest.projected?.tag === 'snapshot'; // this was one that did not help
    const wantsSnapshot = mayAsk && tracker.gapIsOpen && !tracker.isLoading;
    return { lines, outcomes, wantsSnapshot };
  }

  /** The socket is gone, or we stop. A gap is recorded where the source may have gone on without us. */
  closed(reason: EndReason, code: number | null, atMs: number): ReadonlyArray<Line> {
    const current = this.#current;
    if (current === null) return [];
    const { epoch, tracker } = current;
    this.#current = null;
    this.#ended.push(epoch);
    const gap = tracker.end(reason === 'socket-closed' ? 'socket' : null);
    return [
      ...(gap === null ? [] : this.#open(epoch, gap, epoch.lastOrdinal + 1, atMs)),
      ...epoch.count(atMs),
      ...epoch.record('EpochClosed', { closeReason: reason, closeCode: code }, atMs),
    ];
  }

  #judge(
    epoch: Epoch,
    verdict: Verdict,
    frame: Frame,
    lines: ReadonlyArray<Line>,
  ): ReadonlyArray<Line> {
    switch (verdict.tag) {
      case 'gap-found':
        return this.#open(
          epoch,
          verdict.gap,
          lines.at(-1)?.ordinal ?? epoch.lastOrdinal + 1,
          frame.observedAtMs,
        );
      case 'gap-closed':
        return this.#close(epoch, verdict.closingOrdinal, frame.observedAtMs);
    }
  }

  #open(epoch: Epoch, gap: OpenGap, foundOrdinal: number, atMs: number): ReadonlyArray<Line> {
    const gapId = `${epoch.id}-${epoch.lastOrdinal + 1}`;
    this.#gaps.push({ ...gap, gapId, closed: false });
    return epoch.record('GapFound', { ...gap, gapId, gapEpochId: epoch.id, foundOrdinal }, atMs, {
      streams: missedBy[gap.cause],
    });
  }

  #close(epoch: Epoch, closingOrdinal: number, atMs: number): ReadonlyArray<Line> {
    const open = this.#gaps.flatMap((gap, index) => (gap.closed ? [] : [{ gap, index }]));
    return open.flatMap(({ gap, index }) => {
      this.#gaps[index] = { ...gap, closed: true };
      return epoch.record(
        'GapClosed',
        { gapId: gap.gapId, closingEpochId: epoch.id, closingOrdinal },
        atMs,
      );
    });
  }
}

/** The fields of an accepted fragment that stand outside it. */
const given = (accepted: Accepted, tracker: Tracker, stated: unknown) => {
  const { blockIndex } = accepted.fields;
  const checks =
    (typeof blockIndex === 'number' ? statedOf(stated, blockIndex) : null) ?? NOTHING_STATED;
  switch (accepted.type) {
    case 'NextBlockSnapshotTaken':
      return { ...checks };
    case 'NextBlockChanged':
      return { baseOrdinal: tracker.baseOrdinal, ...checks };
    case 'TransactionsMoved':
    case 'ConversionsQuoted':
    case 'BlockObserved':
      return {};
  }
};

interface Written {
  readonly outcome: Outcome;
  readonly lines: ReadonlyArray<Line>;
}

const projectedOf = (written: Written): FrameOfInterest['projected'] => {
  const { outcome, lines } = written;
  if (isRefused(written)) return null;
  const [first, last] = [lines[0]?.ordinal, lines.at(-1)?.ordinal];
  if (!isProjected(outcome) || first === undefined || last === undefined) return null;
  const ordinals = { first, last };
  if (Snapshot.is(outcome.value)) {
    const { index, sequence, blockTransactions } = outcome.value;
    return { tag: 'snapshot', blockIndex: index, sequence, rows: blockTransactions, ordinals };
  }
  if (Change.is(outcome.value)) {
    const { index, sequence, delta } = outcome.value;
    return { tag: 'delta', blockIndex: index, sequence, delta, ordinals };
  }
  return null;
};

const interestOf = (
  written: ReadonlyArray<Written>,
  tracker: Tracker,
  stated: unknown,
  loading: boolean | null,
): FrameOfInterest => {
  const projected = written.map(projectedOf).find((found) => found !== null) ?? null;
  const moved = written.find(
    ({ outcome }) => outcome.tag === 'accepted' && outcome.type === 'TransactionsMoved',
  );
  const movedSequence =
    moved?.outcome.tag === 'accepted' ? Number(moved.outcome.fields['sequence']) : null;
  const blockIndex = projected?.blockIndex ?? tracker.blockIndex;
  return {
    projected,
    movedSequence,
    stated: blockIndex === null ? null : statedOf(stated, blockIndex),
    loading,
    unreadable: written.some(mayBeDelta),
  };
};
