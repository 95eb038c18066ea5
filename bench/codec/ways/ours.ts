import { hash } from 'node:crypto';
import {
  Epoch,
  NOTHING_STATED,
  decodeFrame,
  writeOutcome,
  type Accepted,
  type Producer,
  type Sha256,
} from '@bitcoin-pipeline/model';
import { Packer } from './packer.ts';

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
/** In its place where the digest itself is not to be measured. */
export const noSha256: Sha256 = () => '0'.repeat(64);

/** Frame to packed records, as the listener and a replay make them: validated, and not a value made. */
export const linesWay = (sha256: Sha256) => {
  const epoch = new Epoch('01900000-0000-7000-8000-000000000001', producer, sha256);
  const packer = new Packer();
  let atMs = 1_789_843_799_000;
  return (frame: Buffer): number => {
    atMs += 1300;
    const outcomes = decodeFrame(frame, sha256, () => false);
    const came = epoch.frame(frame, outcomes.length, atMs);
    for (const outcome of outcomes) {
      if (outcome.tag !== 'accepted') throw new Error(`${outcome.tag}: ${outcome.key}`);
      for (const line of writeOutcome(epoch, came, outcome, given)) packer.add(line.bytes);
    }
    return packer.recordBytes;
  };
};
