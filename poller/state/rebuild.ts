import { Block, REST_PRICES, type EventOf, type ReadLine } from '@bitcoin-pipeline/model';
import * as t from 'io-ts';
import { isComplete } from '../answer.ts';
import { worthRemembering } from '../chain/cover.ts';
import { joined, subtracted, type Range } from '../chain/ranges.ts';
import { EMPTY, type KnownBlock, type ReplacedBlock, type Segment } from '../chain/state.ts';
import type { PollerState } from './codec.ts';
import { hourOfPrice } from '../prices/hours.ts';

interface Written extends KnownBlock {
  readonly parentHash: string | null;
  readonly observedAt: string;
  readonly isMain: boolean;
}

/** What written blocks make of the chain. */
interface Linked {
  readonly segments: ReadonlyArray<Segment>;
  readonly held: ReadonlyArray<KnownBlock>;
  /** Another block has their place, and nothing says so of them yet. */
  readonly replaced: ReadonlyArray<ReplacedBlock>;
}

const Ranges = t.readonlyArray(t.readonly(t.type({ from: t.Integer, to: t.Integer })));
const Details = t.type({ pending: Ranges, followed: t.union([t.Integer, t.null]) });

const writtenOf = (
  fields: EventOf<'BlockObserved'>,
  observedAt: string,
  payloadText: string,
): Written => {
  const payload: unknown = JSON.parse(payloadText);
  return {
    height: fields.height,
    hash: fields.blockHash,
    sha256: fields.payloadSha256,
    minedAtMs: Date.parse(fields.minedAt),
    awaitsLook: !Block.is(payload) || !isComplete(payload),
    parentHash: fields.previousBlockHash,
    observedAt,
    isMain: fields.onMainChain === true,
  };
};

/**
 * What poller and backfills hold, by the lines they wrote: of each block its newest observation. What the socket saw
 * does not count, it may have holes.
 */
export class Rebuilding {
  readonly #blocks = new Map<string, Written>();
  #covered: EventOf<'ChainCovered'> | null = null;
  #followedHeight: number | null = null;
  #pending: ReadonlyArray<Range> = [];
  #priceHours: ReadonlyArray<Range> = [];

  add(line: ReadLine): void {
    if (line.type === 'BlockObserved') this.#observed(line);
    else if (line.type === 'ChainCovered') this.#said(line);
    else if (line.type === 'ConversionsQuoted' && line.envelope.path === REST_PRICES) {
      const hour = hourOfPrice(Date.parse(line.fields.quotedAt));
      this.#priceHours = joined([...this.#priceHours, { from: hour, to: hour }]);
    }
  }

  #observed({ envelope, fields, payloadText }: Extract<ReadLine, { type: 'BlockObserved' }>): void {
    if (fields.onMainChain === null) return;
    const before = this.#blocks.get(fields.blockHash);
    if (before !== undefined && before.observedAt > envelope.observedAt) return;
    this.#blocks.set(fields.blockHash, writtenOf(fields, envelope.observedAt, payloadText));
  }

  #said({ fields, payloadText }: Extract<ReadLine, { type: 'ChainCovered' }>): void {
    if (this.#covered !== null && this.#covered.revision > fields.revision) return;
    const details: unknown = JSON.parse(payloadText);
    this.#covered = fields;
    if (!Details.is(details)) return;
    this.#pending = details.pending;
    this.#followedHeight = details.followed;
  }

  /** Null where nothing was written. */
  state(): PollerState | null {
    const { segments, held, replaced } = this.#linked();
    const [top] = segments;
    if (top === undefined) return null;
    const height = this.#followedHeight ?? top.to;
    const followed = segments.find(({ from, to }) => from <= height && height <= to) ?? top;
    return {
      chain: {
        ...EMPTY,
        revision: (this.#covered?.revision ?? 0) + 1,
        segments,
        pending: subtracted(this.#pending, segments),
        newest: worthRemembering(held, segments),
        replaced,
        followedHeight: followed.to,
      },
      priceHours: this.#priceHours,
    };
  }

  /** From the highest block down by the hash of the parent, and from the next one where that is not there. */
  #linked(): Linked {
    const main = [...this.#blocks.values()]
      .filter(({ isMain }) => isMain)
      .sort((a, b) => b.height - a.height || b.observedAt.localeCompare(a.observedAt));
    const segments: Array<Segment> = [];
    const held: Array<KnownBlock> = [];
    const replaced: Array<ReplacedBlock> = [];
    const hashes = new Set<string>();
    for (const top of main) {
      const above = segments.at(-1);
      if (hashes.has(top.hash)) continue;
      if (above !== undefined && top.height >= above.from - 1) {
        replaced.push({ height: top.height, hash: top.hash, looks: 0, isSure: true });
        continue;
      }
      let low = top;
      for (let at: Written | undefined = top; at !== undefined;) {
        const { height, hash, sha256, minedAtMs, awaitsLook } = at;
        held.push({ height, hash, sha256, minedAtMs, awaitsLook });
        hashes.add(hash);
        low = at;
        at = at.parentHash === null ? undefined : this.#blocks.get(at.parentHash);
      }
      segments.push({
        from: low.height,
        to: top.height,
        topHash: top.hash,
        parentHash: low.parentHash,
      });
    }
    return { segments, held, replaced };
  }
}
