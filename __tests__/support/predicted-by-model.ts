import { historyOf, nextBlockAt, type ReadLine } from '@bitcoin-pipeline/model';
import type { HandLine } from './hand-lines.ts';
import { readBack } from './two-answers.ts';

/** What gold.predicted_against_mined should hold, reckoned from the lines by the model and with sets of txids. */

type Arrival = Extract<ReadLine, { readonly type: 'BlockObserved' }>;

const isToldBySocket = (line: ReadLine): line is Arrival =>
  line.type === 'BlockObserved' && ['block', 'blocks'].includes(line.envelope.path ?? '');
const msOf = (line: ReadLine): number => Date.parse(line.envelope.observedAt);
const inOrder = (a: ReadLine, b: ReadLine): number =>
  msOf(a) - msOf(b) || a.envelope.ordinal - b.envelope.ordinal;

/** The line that brought each block as it came; not those that answer a subscription. */
const arrivalsIn = (lines: ReadonlyArray<ReadLine>): ReadonlyArray<Arrival> => {
  const listed = new Map<string, { readonly frameNo: number | null; readonly height: number }>();
  const seen = new Set<string>();
  const arrivals = new Map<string, Arrival>();
  for (const line of lines.filter(isToldBySocket).sort(inOrder)) {
    const { epochId, frameNo, path } = line.envelope;
    const { blockHash, height } = line.fields;
    const first = listed.get(epochId) ?? { frameNo, height };
    listed.set(epochId, first); // lists ascend, so that the first line has the lowest height
    const before = arrivals.get(blockHash);
    const isOfReorganisation = frameNo !== first.frameNo && height >= first.height;
    const isNew = path === 'block' || (!seen.has(blockHash) && isOfReorganisation);
    if (isNew && before?.envelope.path !== 'block') arrivals.set(blockHash, line);
    seen.add(blockHash);
  }
  return [...arrivals.values()];
};

/** The txids told mined in the arrival's frame; null where none, or not all parts, are there. */
const minedIn = (lines: ReadonlyArray<ReadLine>, { envelope }: Arrival): Set<string> | null => {
  const parts = lines.filter(
    (line) =>
      line.type === 'TransactionsMoved' &&
      line.envelope.epochId === envelope.epochId &&
      line.envelope.frameNo === envelope.frameNo,
  );
  if (envelope.path !== 'block' || parts.length === 0) return null;
  if (parts.length < (parts[0]?.part?.parts ?? 1)) return null;
  const lists = parts.map(
    ({ payloadText }) =>
      (JSON.parse(payloadText) as { readonly mined: ReadonlyArray<string> }).mined,
  );
  return new Set(lists.flat());
};

const text = (value: number | null): string | null => (value === null ? null : String(value));

export const predictedByModel = (written: ReadonlyArray<HandLine>) => {
  const lines = written.map(readBack);
  const history = historyOf(lines);
  const rows = arrivalsIn(lines).map((arrival) => {
    const answer = nextBlockAt(history, msOf(arrival) - 1);
    const known = answer.tag === 'known' ? answer : null;
    const mined = minedIn(lines, arrival);
    const isOwn = mined !== null && mined.size > 0 && mined.size <= arrival.fields.transactions;
    const matched =
      known && isOwn ? [...known.block.rows].filter(([txid]) => mined.has(txid)) : null;
    const sum = (of: 'feeSats' | 'weight'): string | null =>
      matched && String(matched.reduce((total, [, row]) => total + row[of], 0));
    return {
      block_hash: arrival.fields.blockHash,
      arrived_by: arrival.envelope.path,
      level: known?.level ?? 'unknown',
      cause: answer.tag === 'unknown' ? answer.cause : null,
      gap_id: answer.tag === 'unknown' ? answer.gapId : null,
      projected_epoch_id: answer.epochId,
      projected_ordinal: text(known?.ordinal ?? null),
      projected_transactions: text(known?.block.rows.size ?? null),
      mined_transactions: String(arrival.fields.transactions - 1),
      projected_fee_sats: text(known?.block.totals.feeSats ?? null),
      projected_weight: text(known?.block.totals.weight ?? null),
      matched_transactions: text(matched?.length ?? null),
      missed_transactions: text(known && matched && known.block.rows.size - matched.length),
      surprising_transactions: text(matched && arrival.fields.transactions - 1 - matched.length),
      matched_fee_sats: sum('feeSats'),
      matched_weight: sum('weight'),
    };
  });
  return rows.sort((a, b) => (a.block_hash < b.block_hash ? -1 : 1));
};
