import { createHash } from 'node:crypto';
import type { Line, Producer } from '@bitcoin-pipeline/model';
import type { SessionPorts } from '../../listener/session.ts';

/** A producer whose every word is fixed, for lines that are compared byte for byte. */
export const producer: Producer = {
  source: 'mempool.space',
  network: 'regtest',
  origin: 'recording',
  producerId: '01900000-0000-7000-8000-000000000000',
  producerVersion: '0.1.0',
};

/** Ids e1, e2, … */
export const countedIds = (): SessionPorts => {
  let count = 0;
  return {
    newId: () => {
      count += 1;
      return `e${count}`;
    },
    sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
  };
};

export const textOf = (lines: ReadonlyArray<Line>): string =>
  Buffer.concat(lines.map((line) => line.bytes)).toString('utf8');
