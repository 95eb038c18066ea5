import { readFileSync } from 'node:fs';
import { NextBlock, decode, quantilesOf, type DecodedEvent } from '@bitcoin-pipeline/model';

const block = new NextBlock();
/** The update that the rows are of; null while they are not known. */
let sequence: number | null = null;

const follow = (event: DecodedEvent): void => {
  if (event.type === 'NextBlockSnapshotTaken') {
    block.clear();
    block.add(event.payload.blockTransactions);
    sequence = event.payload.sequence;
  }
  if (event.type === 'NextBlockChanged' && sequence !== null) {
    const follows = event.payload.sequence === sequence + 1;
    if (follows) block.apply(event.payload.delta);
    // a jump: something was missed, and only the next snapshot tells the rows again
    sequence = follows ? event.payload.sequence : null;
  }
};

// a recorded session: {"ev": "recv", "raw": a message as it came} a line
const [, , file = ''] = process.argv;
for (const line of readFileSync(file, 'utf8').trimEnd().split('\n')) {
  const { ev, raw } = JSON.parse(line) as { readonly ev: string; readonly raw?: string };
  if (ev === 'recv' && raw !== undefined) decode(raw).events.forEach(follow);
}

const { transactions, feeSats, weight } = block.totals;
const { lowestRate, medianRate, p90Rate } = quantilesOf(block.rows.values());
console.log(`after update ${sequence}: ${transactions} transactions, ${feeSats} sat, ${weight} WU`);
console.log(`sat/vB: lowest ${lowestRate}, median ${medianRate}, p90 ${p90Rate}`);
