import {
  Change,
  LoadingIndicators,
  MempoolBlocks,
  NOTHING_STATED,
  PROJECTED_KEY,
  Snapshot,
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

/** A fragment's outcome and the lines that were written of it. */
export interface Written {
  readonly outcome: Outcome;
  readonly lines: ReadonlyArray<Line>;
}

/** What a frame says beside its events; undefined where it does not carry the key, or not as JSON. */
export interface Beside {
  readonly mempoolBlocks: unknown;
  readonly loadingIndicators: unknown;
}

/** The fragment under a key, parsed; undefined where the frame has none or it is not JSON. */
const jsonUnder = (key: string, bytes: Uint8Array, outcomes: ReadonlyArray<Outcome>): unknown => {
  const fragment = outcomes.find((outcome) => outcome.tag === 'ignored' && outcome.key === key);
  return fragment === undefined
    ? undefined
    : JSON.parse(sliceText(bytes, fragment.start, fragment.end));
};

export const besideOf = (bytes: Uint8Array, outcomes: ReadonlyArray<Outcome>): Beside => ({
  mempoolBlocks: jsonUnder('mempool-blocks', bytes, outcomes),
  loadingIndicators: jsonUnder('loadingIndicators', bytes, outcomes),
});

/**
 * What `mempool-blocks` says of the block at an index; a block that is not listed is stated to be empty. Null
 * where the frame does not carry it, or not readably.
 */
const statedOf = ({ mempoolBlocks }: Beside, blockIndex: number): Stated | null => {
  const blocks = MempoolBlocks.decode(mempoolBlocks);
  if (E.isLeft(blocks)) return null;
  const { nTx, totalFees, blockVSize } = blocks.right[blockIndex] ?? {
    nTx: 0,
    totalFees: 0,
    blockVSize: 0,
  };
  return { statedRows: nTx, statedFeeSats: totalFees, statedWeight: weightOf(blockVSize) };
};

const loadingOf = ({ loadingIndicators }: Beside): boolean | null =>
  LoadingIndicators.is(loadingIndicators) ? Object.hasOwn(loadingIndicators, 'mempool') : null;

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

const isProjected = (outcome: Outcome): outcome is Accepted =>
  outcome.tag === 'accepted' && outcome.key === PROJECTED_KEY;

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

/** What a frame holds of the block that is tracked. */
export const interestOf = (
  written: ReadonlyArray<Written>,
  tracker: Tracker,
  beside: Beside,
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
    stated: blockIndex === null ? null : statedOf(beside, blockIndex),
    loading: loadingOf(beside),
    unreadable: written.some(mayBeDelta),
  };
};
