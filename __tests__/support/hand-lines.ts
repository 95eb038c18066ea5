/** Lines written by hand, with nothing of the model: what a lake object holds. */

export interface HandLine {
  readonly prefix: string;
  readonly text: string;
}

export type HandRow = readonly [
  txid: string,
  feeSats: number,
  vsize: number,
  value: number,
  rate: number,
  flags: number,
  time: number,
  acc?: 1,
];

interface HandStated {
  readonly rows: number;
  readonly feeSats: number;
  readonly weight: number;
}

export interface HandDelta {
  readonly added?: ReadonlyArray<HandRow>;
  readonly removed?: ReadonlyArray<string>;
  readonly changed?: ReadonlyArray<readonly [string, number, number, 0 | 1]>;
}

interface HandPart {
  readonly part: number;
  readonly parts: number;
}

interface HandGap {
  readonly cause?: string;
  readonly from: number;
  readonly streams?: ReadonlyArray<string>;
  /** The epoch whose lines are suspect, where it is not the one that says so. */
  readonly of?: HandEpoch;
}

/** How a line came about, where that matters. */
interface HandWay {
  readonly path?: string;
  readonly origin?: string;
  readonly frame_no?: number;
}

/** The list of what was mined, and the frame it came in. */
interface HandMined {
  readonly mined: ReadonlyArray<string>;
  readonly frameNo: number;
  readonly part?: HandPart;
}

type HandStretch = readonly [fromHeight: number, toHeight: number];

interface HandAudit {
  readonly of: number;
  readonly outcome?: 'agreed' | 'healed' | 'failed';
  readonly verified: number | null;
}

interface HandMessage {
  /** Place in the queue of projected blocks. @default 0 */
  readonly index?: number;
  /** Null: in the layout of 2024-03, which had none. */
  readonly sequence: number | null;
  readonly stated?: HandStated;
  readonly part?: HandPart;
  /** Rejected at first and decoded later by this version: the line keeps the ordinal given. */
  readonly replayed?: { readonly ordinal: number; readonly version: number };
}

const prefixes = {
  block: 'mempool-data/stream/',
  conversions: 'mempool-data/conversions/',
  batch: 'mempool-data/batch/',
  health: 'mempool-data/feed-health/',
  quarantine: 'mempool-data/quarantine/',
} as const;

/** `05:00:01` on the day of all hand-made lines. */
const at = (time: string): string => `2026-11-21T${time}${time.length === 8 ? '.000' : ''}Z`;

const layoutOf = ({ sequence }: HandMessage): string =>
  sequence === null ? 'mempool/2024-03' : 'mempool/2024-04';
const positionOf = ({ index = 0, sequence }: HandMessage) =>
  sequence === null ? { index } : { index, sequence };

const stated = (of: HandStated | undefined) => ({
  stated_rows: of?.rows ?? null,
  stated_fee_sats: of?.feeSats ?? null,
  stated_weight: of?.weight ?? null,
});

/** The lines of one epoch, whose ordinals count up as they are written. */
export class HandEpoch {
  readonly lines: Array<HandLine> = [];
  readonly id: string;
  #ordinal = 0;

  constructor(id: string) {
    this.id = id;
  }

  get ordinal(): number {
    return this.#ordinal;
  }

  #write(
    prefix: keyof typeof prefixes,
    type: string,
    time: string,
    fields: Readonly<Record<string, unknown>>,
    payload: string,
    replayed?: HandMessage['replayed'],
  ): HandLine {
    if (replayed === undefined) this.#ordinal += 1;
    const ordinal = replayed?.ordinal ?? this.#ordinal;
    const version = replayed === undefined ? '' : `.${replayed.version}`;
    const head = {
      event_id: `${this.id}-${ordinal}${version}`,
      event_type: type,
      schema_version: 1,
      layout: prefix === 'health' ? null : 'mempool/2024-04',
      source: 'mempool.space',
      network: 'mainnet',
      origin: replayed === undefined ? 'recording' : 'replay',
      path: prefix === 'health' ? null : 'somewhere',
      producer_id: 'by-hand',
      producer_version: '0.1.0',
      epoch_id: this.id,
      frame_no: prefix === 'health' ? null : ordinal,
      ordinal,
      observed_at: at(time),
      ...fields,
    };
    const text = `${JSON.stringify(head).slice(0, -1)},"payload":${payload}}`;
    const line = { prefix: prefixes[prefix], text };
    this.lines.push(line);
    return line;
  }

  /** Takes the last line back: it never arrives, its ordinal stays used. */
  lose(): HandLine {
    const lost = this.lines.pop();
    if (lost === undefined) throw new Error('there is no line to lose');
    return lost;
  }

  opened(time: string, kind: 'socket' | 'poller' | 'process' = 'socket'): HandLine {
    const fields = { epoch_kind: kind, endpoint: 'ws://127.0.0.1' };
    return this.#write('health', 'EpochOpened', time, fields, '{}');
  }

  closed(time: string, reason = 'stopped'): HandLine {
    const fields = { close_reason: reason, close_code: null };
    return this.#write('health', 'EpochClosed', time, fields, '{}');
  }

  counted(time: string, fragmentsIn?: number | null): HandLine {
    const fields = {
      frames_in: 1,
      bytes_in: 1,
      ...(fragmentsIn === undefined ? {} : { fragments_in: fragmentsIn }),
      fragments_accepted: 1,
      fragments_ignored: 0,
      fragments_quarantined: 0,
      lines_out: this.#ordinal,
      bytes_out: 1,
    };
    return this.#write('health', 'FeedCounted', time, fields, '{"ignored":{},"quarantined":{}}');
  }

  snapshot(time: string, rows: ReadonlyArray<HandRow>, of: HandMessage): HandLine {
    const payload = { ...positionOf(of), blockTransactions: rows };
    const fields = {
      layout: layoutOf(of),
      ...of.part,
      block_index: of.index ?? 0,
      sequence: of.sequence,
      ...stated(of.stated),
    };
    return this.#write(
      'block',
      'NextBlockSnapshotTaken',
      time,
      fields,
      JSON.stringify(payload),
      of.replayed,
    );
  }

  delta(time: string, delta: HandDelta, of: HandMessage): HandLine {
    const lists = { added: [], removed: [], changed: [], ...delta };
    const payload = { ...positionOf(of), delta: lists };
    const fields = {
      layout: layoutOf(of),
      ...of.part,
      base_ordinal: null,
      block_index: of.index ?? 0,
      sequence: of.sequence,
      ...stated(of.stated),
    };
    return this.#write(
      'block',
      'NextBlockChanged',
      time,
      fields,
      JSON.stringify(payload),
      of.replayed,
    );
  }

  gapFound(
    time: string,
    { cause = 'sequence', from, streams = ['mempool-block'], of = this }: HandGap,
  ): string {
    const gapId = `${this.id}-${this.#ordinal + 1}`;
    const fields = {
      gap_id: gapId,
      gap_epoch_id: of.id,
      cause,
      suspect_from_ordinal: from,
      found_ordinal: from,
      expected_sequence: null,
      received_sequence: null,
    };
    this.#write('health', 'GapFound', time, fields, JSON.stringify({ streams }));
    return gapId;
  }

  gapClosed(time: string, gapId: string, closingOrdinal: number): HandLine {
    const fields = {
      gap_id: gapId,
      closing_epoch_id: this.id,
      closing_ordinal: closingOrdinal,
    };
    return this.#write('health', 'GapClosed', time, fields, '{}');
  }

  audited(time: string, { of, outcome = 'agreed', verified }: HandAudit): HandLine {
    const fields = {
      audit_ordinal: of,
      block_index: 0,
      sequence: 1,
      outcome,
      verified_ordinal: verified,
      only_here_rows: 0,
      only_there_rows: 0,
      differing_rows: 0,
    };
    const payload = '{"only_here":[],"only_there":[],"differing":[]}';
    return this.#write('health', 'AuditCompleted', time, fields, payload);
  }

  /** A tick of the whole mempool. */
  moved(time: string, sequence: number, of?: HandMined): HandLine {
    const payload = { sequence, added: [], removed: [], mined: of?.mined ?? [], replaced: [] };
    const fields = { ...(of && { frame_no: of.frameNo }), ...of?.part, sequence };
    return this.#write('block', 'TransactionsMoved', time, fields, JSON.stringify(payload));
  }

  rejected(time: string): HandLine {
    const fields = {
      reason: 'does-not-decode',
      value_path: 'delta.added',
      codec: 'Row',
      tried_layout: 'mempool/2024-04',
      encoding: 'utf8',
    };
    return this.#write('quarantine', 'FragmentRejected', time, fields, '"{}"');
  }

  quoted(
    time: string,
    quotedAt: string,
    prices: Readonly<Record<string, unknown>>,
    came: HandWay = {},
  ): HandLine {
    const seconds = Date.parse(at(quotedAt)) / 1000;
    const payload = JSON.stringify({ time: seconds, ...prices });
    const fields = { ...came, quoted_at: at(quotedAt), payload_sha256: payload };
    return this.#write('conversions', 'ConversionsQuoted', time, fields, payload);
  }

  /** What the poller holds; heights from and to, both included. */
  covered(
    time: string,
    revision: number,
    segments: ReadonlyArray<HandStretch>,
    pending: ReadonlyArray<HandStretch> = [],
  ): HandLine {
    const listed = (stretches: ReadonlyArray<HandStretch>) =>
      stretches.map(([from, to]) => ({ from, to }));
    const counted = (stretches: ReadonlyArray<HandStretch>) =>
      stretches.reduce((sum, [from, to]) => sum + to - from + 1, 0);
    const fields = {
      revision,
      top_height: segments.at(-1)?.[1] ?? null,
      top_hash: null,
      lowest_height: segments[0]?.[0] ?? null,
      covered_blocks: counted(segments),
      pending_blocks: counted(pending),
    };
    const payload = { segments: listed(segments), pending: listed(pending), replaced: [] };
    return this.#write('health', 'ChainCovered', time, fields, JSON.stringify(payload));
  }

  /** `extras` as sent; a memory-shaped block says `stale: false`, a database-shaped one `0`. */
  block(
    time: string,
    block: {
      readonly hash: string;
      readonly height: number;
      readonly parent: string | null;
      readonly minedAt?: string;
      readonly stale?: boolean | null;
      /** What the poller says of it; in the line only where given. */
      readonly onMainChain?: boolean | null;
      /** The block of this height that stands in its place, which only a stale one has. */
      readonly canonical?: string;
      readonly came?: HandWay;
      readonly feesSats?: number | null;
      readonly extras?: Readonly<Record<string, unknown>>;
    },
  ): HandLine {
    const payload = JSON.stringify({
      id: block.hash,
      stale: block.stale,
      canonical: block.canonical,
      extras: block.extras ?? {},
    });
    const fields = {
      ...block.came,
      block_hash: block.hash,
      height: block.height,
      previous_block_hash: block.parent,
      mined_at: at(block.minedAt ?? time),
      stale: block.stale ?? null,
      canonical_block_hash: block.canonical ?? null,
      transactions: 2,
      size_bytes: 1000,
      weight: 4000,
      total_fees_sats: block.feesSats ?? null,
      reward_sats: null,
      ...(block.onMainChain === undefined ? {} : { on_main_chain: block.onMainChain }),
      payload_sha256: payload,
    };
    return this.#write('batch', 'BlockObserved', time, fields, payload);
  }
}
