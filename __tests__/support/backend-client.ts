import { connect, type Frame, type SocketClient } from './socket-client.ts';

/** The client's side of a mempool backend, as the protocol is documented: nothing of ours. */

export type Row = readonly [string, number, number, number, number, number, number, 1?];

export interface Projected {
  readonly index: number;
  readonly sequence: number;
  readonly blockTransactions?: ReadonlyArray<Row>;
  readonly delta?: {
    readonly added: ReadonlyArray<Row>;
    readonly removed: ReadonlyArray<string>;
    readonly changed: ReadonlyArray<readonly [string, number, number, 0 | 1]>;
  };
}

export interface Totals {
  readonly nTx: number;
  readonly totalFees: number;
  readonly blockVSize: number;
  readonly feeRange: ReadonlyArray<number>;
}

export interface Txids {
  readonly sequence: number;
  readonly added: ReadonlyArray<string>;
  readonly removed: ReadonlyArray<string>;
  readonly mined: ReadonlyArray<string>;
  readonly replaced: ReadonlyArray<{ readonly replaced: string; readonly by: string }>;
}

export const projectedOf = (frame: Frame) =>
  frame['projected-block-transactions'] as Projected | undefined;
export const totalsOf = (frame: Frame) =>
  frame['mempool-blocks'] as ReadonlyArray<Totals> | undefined;
export const txidsOf = (frame: Frame) => frame['mempool-txids'] as Txids | undefined;

/** Removed, added, changed; a snapshot replaces all. */
export const apply = (rows: Map<string, Row>, message: Projected): void => {
  if (message.blockTransactions) {
    rows.clear();
    for (const row of message.blockTransactions) rows.set(row[0], row);
  }
  for (const txid of message.delta?.removed ?? []) rows.delete(txid);
  for (const row of message.delta?.added ?? []) rows.set(row[0], row);
  for (const [txid, rate, flags, acc] of message.delta?.changed ?? []) {
    const row = rows.get(txid);
    if (!row) continue;
    const [, fee, vsize, value, , , time] = row;
    const seven = [txid, fee, vsize, value, rate, flags, time] as const;
    rows.set(txid, acc === 1 ? [...seven, 1] : seven);
  }
};

export const sum = (rows: Iterable<Row>, column: 1 | 2): number =>
  [...rows].reduce((total, row) => total + row[column], 0);

export const byTxid = (rows: Iterable<Row>): ReadonlyArray<ReadonlyArray<unknown>> =>
  [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map((row) => [...row]);

/** A client that asked for all topics, and has its answer. */
export const follow = async (url: string, index = 0): Promise<SocketClient> => {
  const client = await connect(url);
  client.send({
    action: 'want',
    data: ['blocks', 'mempool-blocks', 'stats'],
    'track-mempool-block': index,
    'track-mempool-txids': true,
  });
  await client.settled();
  return client;
};
