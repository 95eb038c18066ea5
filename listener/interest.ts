import {
  LoadingIndicators,
  MempoolBlocks,
  NOTHING_STATED,
  PROJECTED_KEY,
  payloadOf,
  sliceText,
  weightOf,
  type Accepted,
  type FrameOfInterest,
  type Line,
  type Outcome,
  type Stated,
  type Tracker,
} from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';

/** A fragment's outcome and the lines that were written of it. */
export interface Written {
  readonly outcome: Outcome;
  readonly lines: ReadonlyArray<Line>;
}

/** What a frame says beside its events; null where it does not carry the key, or not readably. */
export interface Beside {
  readonly mempoolBlocks: t.TypeOf<typeof MempoolBlocks> | null;
  readonly loadingIndicators: Readonly<Record<string, unknown>> | null;
}

/** The fragment under a key, parsed; undefined where the frame has none or it is not JSON. */
const jsonUnder = (key: string, bytes: Uint8Array, outcomes: ReadonlyArray<Outcome>): unknown => {
  const fragment = outcomes.find((outcome) => outcome.tag === 'ignored' && outcome.key === key);
  return fragment === undefined
    ? undefined
    : JSON.parse(sliceText(bytes, fragment.start, fragment.end));
};

/** A value as its codec decodes it; null where it does not. */
const readAs = <A>(codec: t.Type<A, unknown>, value: unknown): A | null =>
  E.getOrElse<unknown, A | null>(() => null)(codec.decode(value));

export const besideOf = (bytes: Uint8Array, outcomes: ReadonlyArray<Outcome>): Beside => ({
  mempoolBlocks: readAs(MempoolBlocks, jsonUnder('mempool-blocks', bytes, outcomes)),
  loadingIndicators: readAs(LoadingIndicators, jsonUnder('loadingIndicators', bytes, outcomes)),
});

/** What `mempool-blocks` says of the block at an index; a block that is not listed is stated to be empty. */
const statedOf = ({ mempoolBlocks }: Beside, blockIndex: number): Stated | null => {
  if (mempoolBlocks === null) return null;
  const { nTx, totalFees, blockVSize } = mempoolBlocks[blockIndex] ?? {
    nTx: 0,
    totalFees: 0,
    blockVSize: 0,
  };
  return { statedRows: nTx, statedFeeSats: totalFees, statedWeight: weightOf(blockVSize) };
};

const loadingOf = ({ loadingIndicators }: Beside): boolean | null =>
  loadingIndicators === null ? null : Object.hasOwn(loadingIndicators, 'mempool');

/** The fields of an accepted fragment that stand outside it. */
export const given = (accepted: Accepted, tracker: Tracker, beside: Beside) => {
  const { blockIndex } = accepted.fields;
  const checks =
    (typeof blockIndex === 'number' ? statedOf(beside, blockIndex) : null) ?? NOTHING_STATED;
  switch (accepted.type) {
    case 'NextBlockSnapshotTaken':
      return { ...checks };
    case 'NextBlockChanged':
      return { baseOrdinal: tracker.baseOrdinal, ...checks };
    case 'TransactionsMoved':
    case 'ConversionsQuoted':
      return {};
    case 'BlockObserved':
      return { onMainChain: null };
  }
};

/** Whether it went into quarantine: it did not decode, or no line could hold it. */
const isRefused = ({ outcome, lines }: Written): boolean =>
  outcome.tag === 'rejected' || lines[0]?.stream === 'quarantine';

/** A refused frame or projected block: it may have been a delta. */
const mayBeDelta = (written: Written): boolean => {
  const { outcome } = written;
  return isRefused(written) && (outcome.key === null || outcome.key === PROJECTED_KEY);
};

const projectedOf = (written: Written): FrameOfInterest['projected'] => {
  const { outcome, lines } = written;
  if (isRefused(written) || outcome.tag !== 'accepted') return null;
  const [first, last] = [lines[0]?.ordinal, lines.at(-1)?.ordinal];
  if (first === undefined || last === undefined) return null;
  const ordinals = { first, last };
  const snapshot = payloadOf(outcome, 'NextBlockSnapshotTaken');
  if (snapshot !== null) {
    const { index, sequence, blockTransactions } = snapshot;
    return { tag: 'snapshot', blockIndex: index, sequence, rows: blockTransactions, ordinals };
  }
  const change = payloadOf(outcome, 'NextBlockChanged');
  if (change === null) return null;
  const { index, sequence, delta } = change;
  return { tag: 'delta', blockIndex: index, sequence, delta, ordinals };
};

/** A change of another block than the one that is followed: of that, this update brought no message. */
const isOfAnother = (projected: FrameOfInterest['projected'], tracker: Tracker): boolean =>
  projected?.tag === 'delta' &&
  tracker.baseOrdinal !== null &&
  projected.blockIndex !== tracker.blockIndex;

/** What a frame holds of the block that is tracked. */
export const interestOf = (
  written: ReadonlyArray<Written>,
  tracker: Tracker,
  beside: Beside,
): FrameOfInterest => {
  const told = written.map(projectedOf).find((found) => found !== null) ?? null;
  const ofAnother = isOfAnother(told, tracker) ? told : null;
  const projected = ofAnother === null ? told : null;
  const moved = written.find(
    ({ outcome }) => outcome.tag === 'accepted' && outcome.type === 'TransactionsMoved',
  );
  const movedSequence =
    moved?.outcome.tag === 'accepted' ? Number(moved.outcome.fields['sequence']) : null;
  const blockIndex = projected?.blockIndex ?? tracker.blockIndex;
  return {
    projected,
    movedSequence: movedSequence ?? ofAnother?.sequence ?? null,
    stated: blockIndex === null ? null : statedOf(beside, blockIndex),
    loading: loadingOf(beside),
    unreadable: written.some(mayBeDelta),
  };
};
