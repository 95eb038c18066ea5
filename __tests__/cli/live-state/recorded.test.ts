import { describe, expect, it } from 'vitest';
import { liveView } from '../../../cli/live-state.ts';
import type { NextBlockEvent } from '../../../dashboard/server/ports.ts';
import { Session } from '../../../listener/session.ts';
import { countedIds, producer } from '../../support/lines.ts';
import { followedRows } from '../../support/next-block-rows.ts';
import { recordedEvents } from '../../support/recordings.ts';

type WireRow = readonly [string, number, number, number, number, ...ReadonlyArray<number>];
type Rows = ReadonlyMap<string, readonly [fee: number, vsize: number, value: number, rate: number]>;

/** A message of the source, read with nothing of ours. */
interface Message {
  readonly 'projected-block-transactions'?: {
    readonly sequence: number;
    readonly blockTransactions?: ReadonlyArray<WireRow>;
    readonly delta?: {
      readonly added: ReadonlyArray<WireRow>;
      readonly removed: ReadonlyArray<string>;
      readonly changed: ReadonlyArray<readonly [string, number]>;
    };
  };
  readonly 'mempool-blocks'?: ReadonlyArray<{
    readonly nTx: number;
    readonly totalFees: number;
    readonly blockVSize: number;
  }>;
}

/** The rows after a message, in the plainest way. */
const plainly = (rows: Rows, message: Message): Rows => {
  const projected = message['projected-block-transactions'];
  if (projected === undefined) return rows;
  const { blockTransactions, delta } = projected;
  const next = new Map(blockTransactions === undefined ? rows : []);
  for (const txid of delta?.removed ?? []) next.delete(txid);
  for (const [txid, fee, vsize, value, rate] of blockTransactions ?? delta?.added ?? []) {
    next.set(txid, [fee, vsize, value, rate]);
  }
  for (const [txid, rate] of delta?.changed ?? []) {
    const row = next.get(txid);
    if (row !== undefined) next.set(txid, [row[0], row[1], row[2], rate]);
  }
  return next;
};

/** Plays a recorded session; calls back after each frame. */
const play = (
  name: string,
  afterFrame: (message: Message, told: ReadonlyArray<NextBlockEvent>) => void,
): void => {
  const session = new Session(producer, countedIds(), 'ws://127.0.0.1:1');
  const view = liveView({
    name: 'x',
    url: 'x',
    network: 'regtest',
    origin: 'recording',
    notice: null,
  });
  let told: NextBlockEvent[] = [];
  view.followNextBlock((event) => told.push(event));
  for (const { ev, t, raw } of recordedEvents(name)) {
    if (ev === 'open') session.opened('ws://127.0.0.1:1', t);
    if (ev !== 'recv') continue;
    const step = session.frame(Buffer.from(raw ?? ''), t);
    told = [];
    view.listened({ tag: 'frame', step, atMs: t }, session);
    afterFrame(JSON.parse(raw ?? '') as Message, told);
  }
};

describe.each(['session-a', 'session-b', 'session-d-large'])('%s, as it was recorded', (name) => {
  it('tells at every sequence the rows of a plain model, and what the source itself says of them', () => {
    const followed = followedRows();
    let rows: Rows = new Map();
    const sequences: number[] = [];
    play(name, (message, told) => {
      rows = plainly(rows, message);
      for (const event of told) followed.take(event);
      const projected = message['projected-block-transactions'];
      if (projected === undefined) return;
      const event = told.find(({ tag }) => tag === 'snapshot' || tag === 'delta');
      expect(event).toMatchObject({ sequence: projected.sequence });
      sequences.push(projected.sequence);
      const held = [...followed.rows.values()].map(
        ({ txid, feeSats, vsizeVbytes, valueSats, rate }) =>
          [txid, [feeSats, vsizeVbytes, valueSats, rate]] as const,
      );
      expect(new Map(held)).toEqual(new Map(rows));
      const [stated] = message['mempool-blocks'] ?? [];
      if (stated === undefined) return;
      expect(held).toHaveLength(stated.nTx);
      expect(held.reduce((sum, [, [fee]]) => sum + fee, 0)).toBe(stated.totalFees);
      expect(held.reduce((sum, [, [, vsize]]) => sum + vsize, 0)).toBe(stated.blockVSize);
    });
    expect(sequences.length).toBeGreaterThan(60);
  });

  it('names in a delta only what differs from before', () => {
    let rows: Rows = new Map();
    play(name, (message, told) => {
      const before = rows;
      rows = plainly(rows, message);
      for (const event of told) {
        if (event.tag !== 'delta') continue;
        for (const [txid, why] of event.removed) {
          expect([before.has(txid), rows.has(txid), why]).toEqual([true, false, 'unknown']);
        }
        for (const { txid } of event.added)
          expect([before.has(txid), rows.has(txid)]).toEqual([false, true]);
        for (const [txid, rate] of event.repriced) {
          expect([before.get(txid)?.[3] === rate, rows.get(txid)?.[3]]).toEqual([false, rate]);
        }
      }
    });
  });
});

describe('blocks of a recorded session', () => {
  const minedIn = (name: string): ReadonlyArray<number> => {
    const heights: number[] = [];
    play(name, (_, told) => {
      for (const event of told) if (event.tag === 'mined') heights.push(event.height);
    });
    return heights;
  };

  it('are told when they are mined, once each; those of the first list are not news', () => {
    // the recording: 379 to 386 on joining, then 387, a new branch with another 387, 388, 389
    expect(minedIn('session-a')).toEqual([387, 387, 388, 389]);
    // 360 to 367 on joining, then 368, 369, a new branch with another 369, 370
    expect(minedIn('session-d-large')).toEqual([368, 369, 369, 370]);
  });

  it('come before the picture of the block after them', () => {
    play('session-a', (_, told) => {
      const mined = told.findIndex(({ tag }) => tag === 'mined');
      const picture = told.findIndex(({ tag }) => tag === 'snapshot' || tag === 'delta');
      if (mined >= 0 && picture >= 0) expect(mined).toBeLessThan(picture);
    });
  });
});
