import { instantOf } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { readIdentity } from '../lake/identity.ts';
import { failure, misuse, readOptions, type Command } from './command.ts';
import { momentOf } from './load-range.ts';
import { placesFor } from './places.ts';
import { print, printJson } from './say.ts';
import { documentOf } from './state-document.ts';
import { lakeAnswer } from './state-in-lake.ts';
import { warehouseAnswer } from './state-in-warehouse.ts';
import { inWords } from './state-words.ts';

export const state: Command = {
  name: 'state',
  summary: 'the next block as it was at a moment',
  help: `Usage: bitcoin-pipeline state --at TIME [options]

  --at TIME         a moment in UTC, 2026-11-21T05:20:00Z
  --from WHERE      lake (default: the files, by the model) or warehouse (the tables, by SQL)
  --lake DIR        the lake (default data/<network>/lake)
  --network NAME    default mainnet
  --rows            the transactions too, the best paid first
  --json            one JSON document

"Not known" is an answer too, with its reason, and exits 0: inside a gap, before the first line, after the last, in
the future. Rates are in sat/vB; p10, median and p90 are where a tenth, half and nine tenths of the weight, counted
from the lowest rate, are reached.

Examples:
  bitcoin-pipeline state --at 2026-11-21T05:20:00Z
  bitcoin-pipeline state --at 2026-11-21T05:20:00Z --rows
  bitcoin-pipeline state --at 2026-11-21T05:20:00Z --from warehouse --json`,
  run: async (args) => {
    const options = readOptions(args, {
      at: { type: 'string' },
      from: { type: 'string', default: 'lake' },
      lake: { type: 'string' },
      network: { type: 'string', default: 'mainnet' },
      rows: { type: 'boolean', default: false },
      json: { type: 'boolean' },
    });
    if (E.isLeft(options)) return options;
    const { at, from, lake, network, rows, json } = options.right;
    const atMs = momentOf(at ?? '');
    const isDay = at?.includes('T') !== true;
    if (atMs === undefined || isDay)
      return E.left(misuse('--at takes a moment with its zone, such as 2026-11-21T05:20:00Z'));
    if (from !== 'lake' && from !== 'warehouse')
      return E.left(misuse('--from takes lake or warehouse'));
    const places = placesFor({ network, originClass: 'real' }, { lake, state: undefined });
    const identity = await readIdentity(places.lake);
    if (E.isLeft(identity)) return E.left(failure(identity.left.message));
    const answer =
      from === 'lake'
        ? await lakeAnswer(places.lake, atMs, rows)
        : await warehouseAnswer(places.warehouse, identity.right, atMs, rows);
    if (E.isLeft(answer)) return answer;
    const document = documentOf(answer.right.figures, answer.right.reach, instantOf(Date.now()));
    if (json === true) printJson(document);
    else print(inWords(document));
    return E.right(undefined);
  },
};
