import type { EventOf, EventType } from '@bitcoin-pipeline/model';
import fc from 'fast-check';

const hash = fc
  .array(fc.constantFrom(...'0123456789abcdef'.split('')), { minLength: 64, maxLength: 64 })
  .map((digits) => digits.join(''));
const count = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const maybe = <A>(of: fc.Arbitrary<A>): fc.Arbitrary<A | null> => fc.option(of, { nil: null });
/** Four-digit years; ISO text of others has another length. */
const instant = fc
  .integer({ min: 0, max: 253_402_300_799_999 })
  .map((ms) => new Date(ms).toISOString());
const stated = {
  statedRows: maybe(count),
  statedFeeSats: maybe(count),
  statedWeight: maybe(count),
};

/** Records like those that decoding makes. */
const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> =>
  fc.record(model, { noNullPrototype: true });

/** One for each event: a new event does not compile until it has one. */
export const arbitraries: { readonly [K in EventType]: fc.Arbitrary<EventOf<K>> } = {
  NextBlockSnapshotTaken: record({ blockIndex: count, sequence: maybe(count), ...stated }),
  NextBlockChanged: record({
    baseOrdinal: maybe(count),
    blockIndex: count,
    sequence: maybe(count),
    ...stated,
  }),
  TransactionsMoved: record({ sequence: count }),
  ConversionsQuoted: record({ quotedAt: instant, payloadSha256: hash }),
  BlockObserved: record({
    blockHash: hash,
    height: count,
    previousBlockHash: maybe(hash),
    minedAt: instant,
    stale: maybe(fc.boolean()),
    canonicalBlockHash: maybe(hash),
    transactions: count,
    sizeBytes: count,
    weight: count,
    totalFeesSats: maybe(count),
    rewardSats: maybe(count),
    onMainChain: maybe(fc.boolean()),
    payloadSha256: hash,
  }),
  EpochOpened: record({
    epochKind: fc.constantFrom('socket', 'poller', 'process'),
    endpoint: fc.string(),
  }),
  EpochClosed: record({
    closeReason: fc.constantFrom(
      'stopped',
      'socket-closed',
      'recording-ended',
      'clock-stepped',
      'spool-full',
      'finished',
      'deadline',
      'failed',
    ),
    closeCode: maybe(count),
  }),
  GapFound: record({
    gapId: fc.string(),
    gapEpochId: fc.string(),
    cause: fc.constantFrom(
      'sequence',
      'socket',
      'silence',
      'loading',
      'self-check',
      'audit',
      'spool-full',
      'crash',
      'restart',
      'clock',
    ),
    suspectFromOrdinal: count,
    foundOrdinal: count,
    expectedSequence: maybe(count),
    receivedSequence: maybe(count),
  }),
  GapClosed: record({ gapId: fc.string(), closingEpochId: fc.string(), closingOrdinal: count }),
  AuditCompleted: record({
    auditOrdinal: count,
    blockIndex: count,
    sequence: count,
    outcome: fc.constantFrom('agreed', 'healed', 'failed'),
    verifiedOrdinal: maybe(count),
    onlyHereRows: count,
    onlyThereRows: count,
    differingRows: count,
  }),
  FeedCounted: record({
    framesIn: count,
    bytesIn: count,
    framesGivenUp: maybe(count),
    bytesGivenUp: maybe(count),
    fragmentsIn: maybe(count),
    fragmentsAccepted: count,
    fragmentsIgnored: count,
    fragmentsQuarantined: count,
    linesOut: count,
    bytesOut: count,
  }),
  ChainCovered: record({
    revision: count,
    topHeight: maybe(count),
    topHash: maybe(hash),
    lowestHeight: maybe(count),
    coveredBlocks: count,
    pendingBlocks: count,
  }),
  FragmentRejected: record({
    reason: fc.constantFrom(
      'not-json',
      'not-an-object',
      'does-not-decode',
      'header-mismatch',
      'line-too-long',
      'invalid-utf8',
      'duplicate-key',
      'lone-surrogate',
      'number-not-finite',
      'number-too-long',
      'too-deep',
    ),
    valuePath: maybe(fc.string()),
    codec: maybe(fc.string()),
    triedLayout: maybe(fc.string()),
    encoding: fc.constantFrom('utf8', 'base64'),
  }),
};
