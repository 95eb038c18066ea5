import { totalsOf, type Held, type PlainModel, type PlainRow } from '../plain-model.ts';

/**
 * A backend small enough to be believed by reading: a template of a few rows, a counter, and the frames that a real
 * one would send on our subscription. Whatever it holds, it tells the plain model, and nothing else does.
 */

/** What an update does to the template; numbers below `TOUCHED` name transactions. */
export interface Change {
  /** In the template: leaves it; else enters. */
  readonly toggled: ReadonlyArray<number>;
  readonly repriced: ReadonlyArray<number>;
  /** Their flags change, which is not announced. */
  readonly flagged: ReadonlyArray<number>;
}

/** Updates touch these; the ones above drift, so that no update undoes a drift unseen. */
export const TOUCHED = 10;
const DRIFTING = [10, 11, 12];
/** A transaction's twin pays the same fee and has the same weight. */
const TWIN = 100;
const MOST_ROWS = 12;

export interface SourceOptions {
  readonly blockIndex: number;
  /** Whether `mempool-txids` comes with each update. */
  readonly txids: boolean;
}

interface MutableRow extends PlainRow {
  /** The true ones; the row's own are those last announced. */
  readonly trueFlags: number;
}
type Template = Map<number, MutableRow>;

const hex = (n: number): string => n.toString(16).padStart(64, '0');

const newRow = (n: number, salt: number): MutableRow => ({
  feeSats: 200 + 13 * (n % TWIN),
  weight: 401 + 3 * (n % TWIN),
  valueSats: 1000 + n,
  rate: 1 + ((salt * 7 + n) % 400) / 4,
  flags: 2 ** (salt % 45),
  trueFlags: 2 ** (salt % 45),
  firstSeenS: 1_790_000_000 + n,
  accelerated: salt % 5 === 0,
});

const rowOnWire = (n: number, row: MutableRow): ReadonlyArray<unknown> => [
  hex(n),
  row.feeSats,
  row.weight / 4,
  row.valueSats,
  row.rate,
  row.trueFlags,
  row.firstSeenS,
  ...(row.accelerated ? [1] : []),
];

const PROJECTED = 'projected-block-transactions';
export type Frame = Record<string, unknown>;

/** Space inside the rows of a wide snapshot: it is then split into parts, and no single row is too long for one. */
const WIDE_BYTES = 1_200_000;

export const bytesOf = (frame: Frame, isWide = false): Buffer => {
  const text = JSON.stringify(frame);
  const rows = text.split('",').length - 1;
  const space = ' '.repeat(isWide && rows > 1 ? Math.ceil(WIDE_BYTES / rows) : 0);
  return Buffer.from(text.replaceAll('",', `",${space}`));
};

export class Source {
  readonly #options: SourceOptions;
  readonly #model: PlainModel;
  #template: Template = new Map();
  /** The rows of the next update, already shown by a snapshot in the middle of it. */
  #coming: Template | null = null;
  #sequence: number;
  /** Of the last message of this index. */
  #toldSequence: number;
  #lastDelta: unknown = null;
  #salt: number;
  /** The subscription was answered, and is not forgotten. */
  subscribed = false;

  constructor(options: SourceOptions, model: PlainModel, sequence: number, nowMs: number) {
    this.#options = options;
    this.#model = model;
    this.#sequence = sequence;
    this.#toldSequence = sequence;
    this.#salt = sequence;
    this.#refill();
    this.#holds(nowMs);
  }

  get isEmpty(): boolean {
    return this.#template.size === 0;
  }

  get isMidTick(): boolean {
    return this.#coming !== null;
  }

  /** One update: its frame. */
  update(change: Change, { whole = false, stated = false }, nowMs: number): Frame {
    const before = this.#template;
    this.#template = this.#coming ?? this.#changed(change);
    this.#coming = null;
    this.#sequence += 1;
    const delta = this.#deltaFrom(before);
    this.#lastDelta = whole ? null : delta;
    if (whole) this.#announceAll();
    this.#holds(nowMs);
    const projected = whole ? { blockTransactions: this.#rows() } : { delta };
    return { ...this.#beside(stated), ...this.#projected(projected) };
  }

  /** The template could not be rebuilt: the last delta comes again under a new sequence. Null where there is none. */
  repeat(stated: boolean, nowMs: number): Frame | null {
    if (this.#lastDelta === null || this.#coming !== null) return null;
    this.#sequence += 1;
    this.#holds(nowMs);
    return { ...this.#beside(stated), ...this.#projected({ delta: this.#lastDelta }) };
  }

  /** The answer to `track-mempool-block`. One that reaches nobody readably announces nothing. */
  answer(stated: boolean, nowMs: number, isReadable = true): Frame {
    const before = this.#template;
    this.#template = this.#coming ?? before;
    this.subscribed = true;
    if (isReadable) this.#announceAll();
    this.#holds(nowMs);
    const projected = this.#projected({ blockTransactions: this.#rows() });
    const frame = { ...this.#stated(stated), ...projected };
    if (this.#coming !== null) this.#template = before;
    return frame;
  }

  /** The same in the middle of an update: its rows already, the sequence not yet; totals of before or of after. */
  answerMidTick(change: Change, stated: 'before' | 'after' | null, nowMs: number): Frame {
    if (this.#coming !== null) return this.answer(stated !== null, nowMs);
    const before = this.#template;
    const totals = stated === 'before' ? this.#stated(true) : {};
    const old = this.#held();
    this.#template = this.#changed(change);
    const frame = this.answer(stated === 'after', nowMs);
    this.#model.holds(nowMs, this.#held(), old);
    this.#coming = this.#template;
    this.#template = before;
    return { ...totals, ...frame };
  }

  /** A block takes all rows of the tracked index, of which no message tells. */
  emptied(stated: boolean, nowMs: number): Frame {
    const wasEmpty = this.isEmpty;
    this.#coming = null;
    this.#template = new Map();
    this.#lastDelta = null;
    this.#sequence += 1;
    this.#holds(nowMs);
    // Nothing changed but the number, of which no message of this index tells, however many blocks come so.
    if (wasEmpty)
      this.#model.holds(nowMs, this.#held(), { ...this.#held(), sequence: this.#toldSequence });
    return this.#beside(stated);
  }

  /** Out of sync: rows change, the sequence does not, nothing is sent. */
  loading(change: Change, nowMs: number): void {
    this.#coming = null;
    this.#template = this.#changed(change);
    this.#lastDelta = null;
    this.#holds(nowMs);
  }

  /** Rows change without a word. Whether they did: with equal totals it takes a row that has a twin. */
  drift(isUnstated: boolean, nowMs: number): boolean {
    const from = DRIFTING.flatMap((n) => [n, n + TWIN]).find((n) => this.#template.has(n));
    if (isUnstated && from === undefined) return false;
    this.#salt += 1;
    const template = new Map(this.#template);
    if (from !== undefined) template.delete(from);
    else template.set(DRIFTING[0] ?? 0, newRow(DRIFTING[0] ?? 0, this.#salt));
    if (isUnstated && from !== undefined) {
      const twin = from < TWIN ? from + TWIN : from - TWIN;
      template.set(twin, newRow(twin, this.#salt));
    }
    this.#template = template;
    this.#lastDelta = null;
    this.#holds(nowMs);
    return true;
  }

  /** A new process: other rows, and numbers from 0. */
  restart(nowMs: number): void {
    this.#coming = null;
    this.#refill();
    this.#sequence = 0;
    this.#holds(nowMs);
  }

  /** The socket is gone, and the subscription with it. */
  hungUp(): void {
    this.subscribed = false;
    this.#lastDelta = null;
  }

  #refill(): void {
    this.#salt += 1;
    const all = [0, 1, 2, 3, ...DRIFTING];
    this.#template = new Map(all.map((n) => [n, newRow(n, this.#salt + n)]));
    this.#lastDelta = null;
  }

  #changed({ toggled, repriced, flagged }: Change): Template {
    this.#salt += 1;
    const template = new Map(this.#template);
    for (const n of toggled) {
      if (template.has(n)) template.delete(n);
      else if (template.size < MOST_ROWS) template.set(n, newRow(n, this.#salt + n));
    }
    for (const n of repriced) {
      const row = template.get(n);
      const { rate, accelerated } = newRow(n, this.#salt + n);
      if (row !== undefined) template.set(n, { ...row, rate, accelerated });
    }
    for (const n of flagged) {
      const row = template.get(n);
      if (row !== undefined) template.set(n, { ...row, trueFlags: 2 ** (this.#salt % 45) });
    }
    return template;
  }

  #deltaFrom(before: Template): unknown {
    const added: Array<unknown> = [];
    const changed: Array<unknown> = [];
    for (const [n, row] of this.#template) {
      const old = before.get(n);
      const isRepriced = old?.rate !== row.rate || old.accelerated !== row.accelerated;
      if (old !== undefined && !isRepriced) continue;
      if (old === undefined) added.push(rowOnWire(n, row));
      else changed.push([hex(n), row.rate, row.trueFlags, row.accelerated ? 1 : 0]);
      this.#template.set(n, { ...row, flags: row.trueFlags });
    }
    const removed = [...before.keys()].filter((n) => !this.#template.has(n)).map(hex);
    return { added, removed, changed };
  }

  #announceAll(): void {
    for (const [n, row] of this.#template) this.#template.set(n, { ...row, flags: row.trueFlags });
  }

  #rows(): ReadonlyArray<unknown> {
    return [...this.#template].map(([n, row]) => rowOnWire(n, row));
  }

  #projected(of: object): Frame {
    this.#toldSequence = this.#sequence;
    return { [PROJECTED]: { index: this.#options.blockIndex, sequence: this.#sequence, ...of } };
  }

  #beside(stated: boolean): Frame {
    const moved = { sequence: this.#sequence, added: [], removed: [], mined: [], replaced: [] };
    return { ...(this.#options.txids && { 'mempool-txids': moved }), ...this.#stated(stated) };
  }

  #stated(stated: boolean): Frame {
    if (!stated) return {};
    const { transactions, feeSats, weight } = totalsOf(this.#held().rows);
    const own = { blockVSize: weight / 4, nTx: transactions, totalFees: feeSats };
    const earlier = Array.from({ length: this.#options.blockIndex }, () => ({
      blockVSize: 1000.25,
      nTx: 3,
      totalFees: 9000,
    }));
    return { 'mempool-blocks': transactions === 0 ? earlier : [...earlier, own] };
  }

  #held(): Held {
    const rows = new Map([...this.#template].map(([n, row]) => [hex(n), row]));
    return { sequence: this.#sequence, rows };
  }

  #holds(nowMs: number): void {
    this.#model.holds(nowMs, this.#held());
  }
}
