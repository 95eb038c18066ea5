import type { StreamName } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import type { Backlog } from '../../lake/delivery/ports.ts';
import type { LeftSpool } from '../spool/ports.ts';

interface Part {
  readonly spool: LeftSpool;
  /** Positions of those before it. */
  readonly before: number;
}

/** What several processes left as one backlog, in the order they began: a stream goes on whatever holds up another. */
export class LeftBacklog implements Backlog {
  readonly #parts: ReadonlyArray<Part>;
  readonly #durable: number;
  readonly #advanced: (spool: LeftSpool) => void;

  /** @param advanced told after more of a spool is in the lake */
  constructor(spools: ReadonlyArray<LeftSpool>, advanced: (spool: LeftSpool) => void) {
    let before = 0;
    this.#parts = spools.map((spool) => {
      const part = { spool, before };
      before += spool.durable();
      return part;
    });
    this.#durable = before;
    this.#advanced = advanced;
  }

  readonly read: Backlog['read'] = async (stream, after, maxBytes) => {
    for (const { spool, before } of this.#parts) {
      if (after >= before + spool.durable()) continue;
      const from = Math.max(after - before, spool.acknowledged(stream));
      const read = await spool.read(stream, from, maxBytes);
      if (E.isLeft(read)) return read;
      if (read.right.length > 0)
        return E.right(read.right.map((line) => ({ ...line, position: before + line.position })));
    }
    return E.right([]);
  };

  readonly durable = (): number => this.#durable;

  readonly subscribe: Backlog['subscribe'] = () => () => undefined;

  readonly acknowledged = (stream: StreamName): number => {
    const next = this.#parts.find(({ spool }) => !spool.isDelivered(stream));
    return next === undefined ? this.#durable : next.before + next.spool.acknowledged(stream);
  };

  readonly acknowledge = (stream: StreamName, position: number): void => {
    for (const { spool, before } of this.#parts) {
      if (before >= position || spool.isDelivered(stream)) continue;
      spool.acknowledge(stream, Math.min(position - before, spool.durable()));
      this.#advanced(spool);
    }
  };
}
