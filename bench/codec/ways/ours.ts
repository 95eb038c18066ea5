import { hash } from 'node:crypto';
import {
  Epoch,
  NOTHING_STATED,
  ReusedBytes,
  decodeFrame,
  writeOutcome,
  type Accepted,
  type Producer,
  type Sha256,
} from '@bitcoin-pipeline/model';

const producer: Producer = {
  source: 'mempool.space',
  network: 'mainnet',
  origin: 'replay',
  producerId: '01900000-0000-7000-8000-000000000000',
  producerVersion: '0.1.0',
};

/** What a listener adds to an event whose frame says nothing beside it. */
const given = ({ type }: Accepted) => {
  switch (type) {
    case 'NextBlockSnapshotTaken':
      return NOTHING_STATED;
    case 'NextBlockChanged':
      return { baseOrdinal: 1, ...NOTHING_STATED };
    case 'BlockObserved':
      return { onMainChain: null };
    case 'TransactionsMoved':
    case 'ConversionsQuoted':
      return {};
  }
};

export const opensslSha256: Sha256 = (bytes) => hash('sha256', bytes, 'hex');
const noDigest = '0'.repeat(64);
/** In its place where the digest itself is not to be measured. */
export const noSha256: Sha256 = () => noDigest;

/** A record is handed on when the next line of some size would no longer fit. */
const FULL_BYTES = 960 * 1024;

/**
 * Frame to packed records, validated, and not a value made: lines are written one behind the other into a record that
 * was made once. A record that is full is handed on, and begun anew.
 */
export const linesWay = (sha256: Sha256) => {
  const lineBytes = new ReusedBytes();
  const epoch = new Epoch('01900000-0000-7000-8000-000000000001', producer, sha256, lineBytes);
  let [atMs, used, handedOn] = [1_789_843_799_000, 0, 0];
  return (frame: Buffer): number => {
    atMs += 1300;
    if (used + frame.length > FULL_BYTES) {
      handedOn += used;
      used = 0;
      lineBytes.begin();
    }
    const outcomes = decodeFrame(frame, sha256, () => false);
    const came = epoch.frame(frame, outcomes.length, atMs);
    for (const outcome of outcomes) {
      if (outcome.tag !== 'accepted') throw new Error(`${outcome.tag}: ${outcome.key}`);
      for (const { bytes } of writeOutcome(epoch, came, outcome, given)) used += bytes.length;
    }
    return handedOn;
  };
};
