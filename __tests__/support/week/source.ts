import type { Random } from '../../../simulator/random.ts';
import type { FeedPlan } from './plan.ts';

/** A backend's next block, as large as one likes, and the frames that tell of it. */

interface Row {
  readonly txid: string;
  readonly feeSats: number;
  readonly weight: number;
  readonly valueSats: number;
  /** sat/vB, two decimals. */
  rate: number;
  readonly flags: number;
  readonly firstSeenS: number;
  readonly isAccelerated: boolean;
}

export type Frame = Readonly<Record<string, unknown>>;

export const bytesOf = (frame: Frame): Buffer => Buffer.from(JSON.stringify(frame));

const rateOf = (random: Random): number => Math.round(random.logNormal(3, 0.6) * 100) / 100;

/** So light that some four thousand fill a block. */
const newRow = (random: Random, nowMs: number): Row => {
  const weight = 400 + random.integer(1200);
  const rate = rateOf(random);
  return {
    txid: random.hex(32),
    feeSats: Math.ceil((rate * weight) / 4),
    weight,
    valueSats: 10_000 + random.integer(2 ** 31),
    rate,
    flags: 2 ** random.integer(45),
    firstSeenS: Math.floor(nowMs / 1000) - random.integer(3600),
    isAccelerated: random.chance(0.002),
  };
};

const onWire = (row: Row): ReadonlyArray<unknown> => [
  row.txid,
  row.feeSats,
  row.weight / 4,
  row.valueSats,
  row.rate,
  row.flags,
  row.firstSeenS,
  ...(row.isAccelerated ? [1] : []),
];

export class BlockSource {
  readonly #random: Random;
  readonly #plan: FeedPlan;
  #rows: Array<Row> = [];
  #sequence: number;
  /** The next block is tracked, and a snapshot of it was sent. */
  isTracked = false;

  constructor(random: Random, plan: FeedPlan) {
    this.#random = random;
    this.#plan = plan;
    this.#sequence = random.integer(100_000);
    this.#refill(plan.fromMs);
  }

  /** Rows leave, are re-priced, come. */
  change(nowMs: number): Frame {
    const { rowsChanged } = this.#plan;
    const third = Math.floor(rowsChanged / 3);
    const removed = this.#removed(Math.min(third, this.#rows.length - 1));
    const changed = this.#repriced(Math.min(rowsChanged - 2 * third, this.#rows.length));
    const added = Array.from({ length: removed.length }, () => newRow(this.#random, nowMs));
    this.#rows.push(...added);
    this.#sequence += 1;
    const delta = { added: added.map(onWire), removed, changed };
    return {
      ...this.#stated(),
      ...this.#projected({ delta }),
      ...this.#moved({ added: added.map(({ txid }) => txid), removed }),
    };
  }

  /** A block takes all rows; others fill the next one, which is told whole. */
  mined(nowMs: number): Frame {
    const mined = [this.#random.hex(32), ...this.#rows.map(({ txid }) => txid)];
    this.#refill(nowMs);
    this.#sequence += 1;
    return { ...this.#stated(), ...this.#whole(), ...this.#moved({ mined }) };
  }

  /** The answer to being asked for the whole block. */
  answer(isStated: boolean): Frame {
    this.isTracked = true;
    return { ...(isStated && this.#stated()), ...this.#whole() };
  }

  #refill(nowMs: number): void {
    this.#rows = Array.from({ length: this.#plan.rows }, () => newRow(this.#random, nowMs));
  }

  #removed(count: number): ReadonlyArray<string> {
    return Array.from({ length: count }, () => {
      const place = this.#random.integer(this.#rows.length);
      const last = this.#rows.pop();
      const gone = this.#rows[place];
      if (last === undefined) throw new Error('more rows leave than there are');
      if (gone === undefined) return last.txid;
      this.#rows[place] = last;
      return gone.txid;
    });
  }

  #repriced(count: number): ReadonlyArray<unknown> {
    const from = this.#random.integer(this.#rows.length);
    return Array.from({ length: count }, (_, index) => {
      const row = this.#rows[(from + index) % this.#rows.length];
      if (row === undefined) throw new Error('a block without rows');
      row.rate = rateOf(this.#random);
      return [row.txid, row.rate, row.flags, row.isAccelerated ? 1 : 0];
    });
  }

  #projected(of: object): Frame {
    return { 'projected-block-transactions': { index: 0, sequence: this.#sequence, ...of } };
  }

  #whole(): Frame {
    return this.#projected({ blockTransactions: this.#rows.map(onWire) });
  }

  #moved(moved: object): Frame {
    if (!this.#plan.txids) return {};
    const nothing = { added: [], removed: [], mined: [], replaced: [] };
    return { 'mempool-txids': { sequence: this.#sequence, ...nothing, ...moved } };
  }

  #stated(): Frame {
    let weight = 0;
    let totalFees = 0;
    for (const row of this.#rows) {
      weight += row.weight;
      totalFees += row.feeSats;
    }
    return {
      'mempool-blocks': [{ blockVSize: weight / 4, nTx: this.#rows.length, totalFees }],
    };
  }
}
