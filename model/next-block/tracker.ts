import type { GapCause } from '../events/gap-found.ts';
import type { Row as WireRow } from '../wire/mempool/2024-04/projected-block.ts';
import { OpenAudit } from './audit.ts';
import { Sequence } from './sequence.ts';
import { NextBlock } from './state.ts';
import { NOTHING_STATED, levelOf, type Level, type Stated } from './trust.ts';
import type { DeltaOfInterest, FrameOfInterest, SnapshotOfInterest, Verdict } from './verdict.ts';

/**
 * Follows one projected block through one epoch and says when it can't be relied on. Pure but for the state it
 * owns: no clock, no ids. Deltas after a gap are not applied until the next complete snapshot.
 */
export class Tracker {
  readonly block = new NextBlock();
  readonly #sequence = new Sequence();
  #blockIndex: number | null = null;
  #baseOrdinal: number | null = null;
  #lastGoodOrdinal = 0;
  #lastVerifiedOrdinal = 0;
  /** The last line whose very rows are known to be the source's: a snapshot, or one at which an audit agreed. */
  #lastProvenOrdinal = 0;
  #level: Level = 'unknown';
  #loading = false;
  /** What was rejected may have been a delta; the next sequence will tell. */
  #doubt = false;
  /** The source was asked because nothing came. */
  #askedInSilence = false;
  #audit: OpenAudit | null = null;
  /** A gap of this epoch is open. */
  #open = false;
  /** A gap of an earlier epoch waits for a snapshot; it says nothing of this epoch, which may get gaps of its own. */
  #inherited: boolean;
  #verdicts: Array<Verdict> = [];

  constructor(gapIsOpen: boolean) {
    this.#inherited = gapIsOpen;
  }

  get blockIndex(): number | null {
    return this.#blockIndex;
  }

  /** The ordinal of the last complete snapshot of this epoch; null before the first. */
  get baseOrdinal(): number | null {
    return this.#baseOrdinal;
  }

  get sequence(): number | null {
    return this.#sequence.last;
  }

  get level(): Level {
    return this.gapIsOpen || this.#doubt || this.#baseOrdinal === null ? 'unknown' : this.#level;
  }

  get gapIsOpen(): boolean {
    return this.#open || this.#inherited;
  }

  get isLoading(): boolean {
    return this.#loading;
  }

  /** The source is asked for a snapshot. */
  asked(): void {
    this.#sequence.asked();
  }

  /** The source is to be asked because nothing came. */
  wondersAtSilence(): void {
    this.#askedInSilence = true;
  }

  frame(frame: FrameOfInterest): ReadonlyArray<Verdict> {
    const { projected } = frame;
    if (frame.loading === true) this.#found('loading');
    if (frame.loading !== null) this.#loading = frame.loading;
    if (frame.unreadable && this.#baseOrdinal !== null) this.#doubt = true;

    const repeats = this.#repeats(projected);
    const jump =
      this.#baseOrdinal === null ? null : this.#sequence.jumpOf(frame, this.#askedInSilence);
    if (jump !== null) {
      const isAnswer = this.#askedInSilence && projected?.tag === 'snapshot';
      this.#found(isAnswer ? 'silence' : 'sequence', jump.expected, jump.received);
    }
    if (this.#sequence.follow(frame)) this.#doubt = false;

    const audited =
      projected?.tag === 'snapshot'
        ? this.#takeSnapshot(projected, repeats, frame.stated)
        : projected?.tag === 'delta' && this.#takeDelta(projected);
    this.#check(frame, audited);
    return this.#told();
  }

  /** Nothing came of the projected block for longer than is usual, no answer either, though the source lives. */
  silent(): ReadonlyArray<Verdict> {
    if (this.#baseOrdinal !== null) this.#found('silence');
    return this.#told();
  }

  /** The epoch ends. `cause` null: in order, so that only what is still in doubt is a gap. */
  end(cause: 'socket' | 'clock' | 'spool-full' | null): ReadonlyArray<Verdict> {
    const isKnown = this.#baseOrdinal !== null;
    if (isKnown && this.#doubt) this.#found('sequence', next(this.#sequence.last), null);
    if (isKnown) this.#failAudit();
    // what was read and given up is missed, whatever was known before
    if (cause === 'spool-full' || (isKnown && cause !== null)) {
      this.#open = false; // a gap of the next block alone does not say that the other streams end too
      this.#found(cause);
    }
    return this.#told();
  }

  #told(): ReadonlyArray<Verdict> {
    const verdicts = this.#verdicts;
    this.#verdicts = [];
    return verdicts;
  }

  #found(cause: GapCause, expected: number | null = null, received: number | null = null): void {
    if (this.#open) return;
    this.#failAudit();
    const isChecked = cause === 'self-check';
    const lastOrdinal = isChecked ? this.#lastVerifiedOrdinal : this.#lastGoodOrdinal;
    this.#open = true;
    this.#verdicts.push({
      tag: 'gap-found',
      gap: {
        cause,
        suspectFromOrdinal: lastOrdinal + 1,
        expectedSequence: expected,
        receivedSequence: received,
      },
    });
  }

  #follows(blockIndex: number): boolean {
    return this.#baseOrdinal !== null && blockIndex === this.#blockIndex;
  }

  /** A snapshot of the sequence that our rows have: it shows what they should be. */
  #repeats(projected: FrameOfInterest['projected']): boolean {
    return (
      projected?.tag === 'snapshot' &&
      projected.sequence !== null &&
      projected.sequence === this.#sequence.last &&
      this.#follows(projected.blockIndex) &&
      !this.gapIsOpen &&
      !this.#doubt
    );
  }

  /** Whether an audit agreed at this message. */
  #takeSnapshot(snapshot: SnapshotOfInterest, repeats: boolean, stated: Stated | null): boolean {
    const { blockIndex, sequence, rows, ordinals } = snapshot;
    this.#askedInSilence = false;
    const healed =
      !repeats && this.#judgeAudit(ordinals.last, (audit) => audit.isTakenUpBy(rows, this.block));
    const audit =
      repeats && this.#audit === null && sequence !== null
        ? new OpenAudit(this.block, rows, {
            auditOrdinal: ordinals.first,
            blockIndex,
            sequence,
            suspectFromOrdinal: this.#lastProvenOrdinal + 1,
          })
        : this.#audit;
    this.#audit = audit;
    this.#rebase(blockIndex, rows, ordinals);
    const agreed = audit?.agrees === true;
    if (agreed) this.#closeAudit('agreed', ordinals.last);

    const addsUp = stated === null || levelOf(this.block.totals, stated) === 'verified';
    if (this.gapIsOpen && !this.#loading && addsUp) {
      this.#open = false;
      this.#inherited = false;
      this.#verdicts.push({ tag: 'gap-closed', closingOrdinal: ordinals.first });
    }
    return agreed || healed;
  }

  /** Whether an audit agreed at this message. */
  #takeDelta({ blockIndex, delta, ordinals }: DeltaOfInterest): boolean {
    if (this.#open || !this.#follows(blockIndex)) return false;
    this.block.apply(delta);
    return this.#judgeAudit(ordinals.last, (audit) => audit.isHealedBy(delta, this.block));
  }

  #judgeAudit(ordinal: number, heals: (audit: OpenAudit) => boolean): boolean {
    if (this.#audit === null) return false;
    const healed = heals(this.#audit);
    if (healed) this.#closeAudit('healed', ordinal);
    else this.#failAudit();
    return healed;
  }

  #closeAudit(outcome: 'agreed' | 'healed', verifiedOrdinal: number): void {
    if (this.#audit === null) return;
    this.#lastProvenOrdinal = verifiedOrdinal;
    this.#verdicts.push({ tag: 'audited', audit: this.#audit.verdict(outcome, verifiedOrdinal) });
    this.#audit = null;
  }

  /** Our rows before the snapshot were not the source's; from the snapshot on they are. */
  #failAudit(): void {
    const audit = this.#audit;
    if (audit === null) return;
    this.#audit = null;
    const { auditOrdinal, suspectFromOrdinal } = audit.compared;
    this.#verdicts.push(
      { tag: 'audited', audit: audit.verdict('failed', null) },
      {
        tag: 'gap-found',
        gap: { cause: 'audit', suspectFromOrdinal, expectedSequence: null, receivedSequence: null },
      },
      { tag: 'gap-closed', closingOrdinal: auditOrdinal },
    );
  }

  #rebase(
    blockIndex: number,
    rows: ReadonlyArray<WireRow>,
    { first, last }: SnapshotOfInterest['ordinals'],
  ): void {
    this.block.clear();
    this.block.add(rows);
    this.#blockIndex = blockIndex;
    this.#baseOrdinal = first;
    this.#doubt = false;
    this.#lastVerifiedOrdinal = first - 1;
    this.#lastProvenOrdinal = last;
  }

  #check({ projected, stated }: FrameOfInterest, audited: boolean): void {
    if (this.#open || this.#baseOrdinal === null || (projected === null && stated === null)) return;
    if (projected !== null && !this.#follows(projected.blockIndex)) return;
    const told = levelOf(this.block.totals, stated ?? NOTHING_STATED);
    if (told === 'unknown' && projected?.tag === 'snapshot' && this.#audit !== null) {
      // An answer taken in the middle of an update has totals of before beside rows of after: the audit will tell.
      this.#level = 'unknown';
      return;
    }
    if (told === 'unknown') {
      this.#found('self-check');
      return;
    }
    const level = told === 'contiguous' && audited ? 'verified' : told;
    const ordinal = projected?.ordinals.last ?? this.#lastGoodOrdinal;
    // as the line will tell; a check without a line only disproves
    if (projected !== null) this.#level = projected.sequence === null ? unproven(level) : level;
    this.#lastGoodOrdinal = ordinal;
    if (level === 'verified') this.#lastVerifiedOrdinal = ordinal;
  }
}

/** Without a sequence nothing shows that nothing was missed. */
const unproven = (level: Level): Level => (level === 'verified' ? level : 'unknown');

const next = (sequence: number | null): number | null => (sequence === null ? null : sequence + 1);
