import { readLine, type Line, type ReadLine } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { Session, type Step } from '../../listener/session.ts';
import { countedIds, producer } from './lines.ts';

/** Messages of the source written by hand, and a session that takes them one each second. */

export type WireRow = readonly [string, number, number, number, number, number, number, 1?];

/** The n-th of made-up transaction ids. */
export const txid = (n: number): string => n.toString(16).padStart(64, '0');

/** A row of 100 vB, that is 400 weight units. */
export const row = (n: number, feeSats: number): WireRow => [txid(n), feeSats, 100, 1, 1, 1, 1];

interface Place {
  readonly index?: number;
}
interface Delta {
  readonly added?: ReadonlyArray<WireRow>;
  readonly removed?: ReadonlyArray<string>;
  readonly changed?: ReadonlyArray<readonly [string, number, number, 0 | 1]>;
}

export const snapshot = (
  sequence: number,
  rows: ReadonlyArray<WireRow>,
  { index = 0 }: Place = {},
) => ({ 'projected-block-transactions': { index, sequence, blockTransactions: rows } });

export const delta = (sequence: number, change: Delta = {}, { index = 0 }: Place = {}) => ({
  'projected-block-transactions': {
    index,
    sequence,
    delta: { added: [], removed: [], changed: [], ...change },
  },
});

/** What the source says of its next block, in rows of 100 vB. */
export const stated = (rows: number, feeSats: number) => ({
  'mempool-blocks': [{ blockVSize: rows * 100, nTx: rows, totalFees: feeSats }],
});

export const tick = (sequence: number) => ({
  'mempool-txids': { sequence, added: [], removed: [], mined: [], replaced: [] },
});

export const loading = (indicators: object) => ({ loadingIndicators: indicators });

/** The moment `second` seconds after the session began. */
export const at = (second: number): number => Date.parse('2026-11-21T06:00:00Z') + second * 1000;

export const readBack = (line: Line): ReadLine => {
  const back = readLine(Buffer.from(line.bytes).toString());
  if (E.isLeft(back)) throw new Error(back.left);
  return back.right;
};

/** A session with a clock that goes on by a second with every event; the first is second 0. */
export class HandSession {
  readonly session = new Session(producer, countedIds(), 'http://127.0.0.1:1');
  readonly written: Array<ReadLine> = [];
  #second = -1;

  get #now(): number {
    this.#second += 1;
    return at(this.#second);
  }

  #keep(lines: ReadonlyArray<Line>): ReadonlyArray<ReadLine> {
    const back = lines.map(readBack);
    this.written.push(...back);
    return back;
  }

  open(): ReadonlyArray<ReadLine> {
    return this.#keep(this.session.opened('ws://127.0.0.1:1/api/v1/ws', this.#now));
  }

  take(...parts: ReadonlyArray<object>): Step & { readonly read: ReadonlyArray<ReadLine> } {
    return this.raw(JSON.stringify(Object.assign({}, ...parts)));
  }

  raw(text: string): Step & { readonly read: ReadonlyArray<ReadLine> } {
    const step = this.session.frame(Buffer.from(text), this.#now);
    return { ...step, read: this.#keep(step.lines) };
  }

  lose(): ReadonlyArray<ReadLine> {
    return this.#keep(this.session.closed('socket-closed', 1006, this.#now));
  }

  stop(): ReadonlyArray<ReadLine> {
    return this.#keep(this.session.closed('stopped', null, this.#now));
  }

  get fees(): ReadonlyArray<number> {
    return [...(this.session.tracker?.block.rows.values() ?? [])].map(({ feeSats }) => feeSats);
  }
}

/** The fields of the lines of one type. */
export const fieldsOf = (
  lines: ReadonlyArray<ReadLine>,
  type: ReadLine['type'],
): ReadonlyArray<ReadLine['fields']> =>
  lines.flatMap((line) => (line.type === type ? [line.fields] : []));
