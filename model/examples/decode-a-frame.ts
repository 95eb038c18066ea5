import { readFileSync } from 'node:fs';
import { decode } from '@bitcoin-pipeline/model';

const [, , file = ''] = process.argv;
const { events, rejected, ignored } = decode(readFileSync(file));

for (const event of events)
  switch (event.type) {
    case 'BlockObserved':
      console.log(`block ${event.fields.height} by ${event.payload.extras?.pool?.name ?? '?'}`);
      break;
    case 'NextBlockSnapshotTaken':
      console.log(`the next block: ${event.payload.blockTransactions.length} transactions`);
      break;
    case 'NextBlockChanged':
      console.log(`the next block: ${event.payload.delta.added.length} transactions more`);
      break;
    case 'ConversionsQuoted':
      console.log(`1 BTC is ${event.payload.USD} USD, as of ${event.fields.quotedAt}`);
      break;
    case 'TransactionsMoved':
      console.log(`${event.payload.mined?.length ?? 0} transactions mined`);
      break;
  }
for (const { key, reason, valuePath } of rejected) console.log(key, reason, valuePath);
console.log(`no events: ${ignored.map(({ key }) => key).join(', ')}`);
