import { seededRandom } from '../../simulator/random.ts';
import { projectBlocks } from '../../simulator/template.ts';
import { startTraffic } from '../../simulator/traffic.ts';
import type { NextBlockEvent, NextBlockRow } from '../../dashboard/server/ports.ts';
import { deltaEvent, snapshotEvent } from './next-block-rows.ts';

const STARTED_S = Date.parse('2026-09-19T12:00:00Z') / 1000;

/** The next block of the simulator's mempool, without sockets: a snapshot, then what each so many seconds changed. */
export interface SimulatedBlock {
  readonly rows: () => ReadonlyMap<string, NextBlockRow>;
  readonly first: () => Extract<NextBlockEvent, { tag: 'snapshot' }>;
  readonly next: (seconds: number) => Extract<NextBlockEvent, { tag: 'delta' }>;
}

export const simulatedBlock = (seed: string, rowsPerBlock: number): SimulatedBlock => {
  const traffic = startTraffic(seededRandom(seed), rowsPerBlock, STARTED_S);
  let nowS = STARTED_S;
  let sequence = 1;
  const look = (): ReadonlyMap<string, NextBlockRow> =>
    new Map(
      projectBlocks(traffic.mempool.chunks())[0]?.rows.map(({ transaction, satsPerVbyte }) => [
        transaction.txid,
        {
          txid: transaction.txid,
          feeSats: transaction.feeSats,
          vsizeVbytes: transaction.weight / 4,
          valueSats: transaction.outputSats,
          rate: Math.round(satsPerVbyte * 100) / 100,
        },
      ]),
    );
  let rows = look();
  const at = (): string => new Date(nowS * 1000).toISOString();
  return {
    rows: () => rows,
    first: () => snapshotEvent([...rows.values()], at()),
    next: (seconds) => {
      nowS += seconds;
      sequence += 1;
      traffic.advance(seconds, nowS);
      const before = rows;
      rows = look();
      return deltaEvent(at(), {
        sequence,
        removed: [...before.keys()]
          .filter((txid) => !rows.has(txid))
          .map((txid) => [txid, 'pushed-out']),
        added: [...rows.values()].filter(({ txid }) => !before.has(txid)),
        repriced: [...rows.values()]
          .filter(({ txid, rate }) => before.has(txid) && before.get(txid)?.rate !== rate)
          .map(({ txid, rate }) => [txid, rate]),
      });
    },
  };
};
