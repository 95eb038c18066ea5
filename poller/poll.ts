import {
  REST_BLOCKS,
  decodeBody,
  writeOutcome,
  type Accepted,
  type Epoch,
  type Line,
  type Outcome,
  type Sha256,
} from '@bitcoin-pipeline/model';
import { remember, type PollerState } from './state.ts';

/** What one answer led to. */
export interface Polled {
  readonly lines: ReadonlyArray<Line>;
  /** Blocks that were written, newest first as they came. */
  readonly blocks: ReadonlyArray<Accepted>;
  /** What to remember once the lines are in the lake, never before. */
  readonly state: PollerState;
}

const keyOf = (outcome: Accepted, sha256: Sha256, body: Uint8Array): readonly [string, string] => [
  String(outcome.fields['blockHash']),
  sha256(body.subarray(outcome.start, outcome.end)),
];

/** A page of blocks: those not written before with these very bytes become lines; the others count as ignored. */
export const poll = (
  body: Uint8Array,
  state: PollerState,
  epoch: Epoch,
  sha256: Sha256,
  observedAtMs: number,
): Polled => {
  const isKnown = (outcome: Outcome): boolean => {
    if (outcome.tag !== 'accepted') return false;
    const [hash, sha] = keyOf(outcome, sha256, body);
    return state.seen.get(hash) === sha;
  };
  const outcomes = decodeBody(body, REST_BLOCKS, sha256);
  const frame = epoch.frame(body, outcomes.length, observedAtMs);
  outcomes.filter(isKnown).forEach(() => epoch.ignore('block-unchanged'));
  const fresh = outcomes.filter((outcome) => !isKnown(outcome));
  const blocks = fresh.flatMap((outcome) => (outcome.tag === 'accepted' ? [outcome] : []));
  return {
    lines: fresh.flatMap((outcome) =>
      writeOutcome(epoch, frame, outcome, () => ({ onMainChain: null })),
    ),
    blocks,
    state: remember(
      state,
      blocks.map((block) => keyOf(block, sha256, body)),
    ),
  };
};
