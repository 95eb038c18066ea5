import { historyOf, nextBlockAt, readLine } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { readIdentity } from '../lake/identity.ts';
import { linesOf } from '../lake/read.ts';
import { failure, misuse, readOptions, type CliFault, type Command } from './command.ts';
import { placesFor } from './places.ts';
import { print, printJson } from './say.ts';
import { summaryOf, type StateSummary } from './state-summary.ts';
import { warehouseAnswer } from './state-in-warehouse.ts';

const inWords = (summary: StateSummary): string => {
  const { at, level, cause, transactions, feeSats, weight, lowestRate, medianRate } = summary;
  if (level !== 'unknown')
    return `${at}: ${transactions} transactions, ${weight} weight units, ${feeSats} sat in fees, lowest ${lowestRate} sat/vB, median ${medianRate} sat/vB (${level})`;
  switch (cause) {
    case 'not-known-yet':
      return `${at}: not known yet: the lines up to the first one after this moment are not all there`;
    case 'no-base':
      return `${at}: not known: no snapshot of the next block before this moment`;
    case null:
    default:
      return `${at}: not known: inside a gap (${cause})`;
  }
};

/** The state from the lake's files by the model alone. */
const lakeAnswer = async (
  lake: string,
  atMs: number,
): Promise<E.Either<CliFault, StateSummary>> => {
  const lines = [];
  for await (const stored of linesOf(lake)) {
    const line = readLine(stored.text);
    if (E.isLeft(line)) return E.left(failure(`${stored.key} line ${stored.row}: ${line.left}`));
    lines.push(line.right);
  }
  return E.right(summaryOf(nextBlockAt(historyOf(lines), atMs), atMs));
};

export const state: Command = {
  name: 'state',
  summary: 'the next block as it was at a moment',
  help: `Usage: bitcoin-pipeline state --at TIME [options]

  --at TIME         a moment in UTC, 2026-11-21T05:20:00Z
  --from WHERE      lake (default: the files, by the model) or warehouse (the tables, by SQL)
  --lake DIR        the lake (default data/<network>/lake)
  --network NAME    default mainnet
  --json            one JSON document

Examples:
  bitcoin-pipeline state --at 2026-11-21T05:20:00Z
  bitcoin-pipeline state --at 2026-11-21T05:20:00Z --from warehouse --json`,
  run: async (args) => {
    const options = readOptions(args, {
      at: { type: 'string' },
      from: { type: 'string', default: 'lake' },
      lake: { type: 'string' },
      network: { type: 'string', default: 'mainnet' },
      json: { type: 'boolean' },
    });
    if (E.isLeft(options)) return options;
    const { at, from, lake, network, json } = options.right;
    const atMs = Date.parse(at ?? '');
    if (at === undefined || Number.isNaN(atMs) || !/T.*(Z|[+-]\d{2}:\d{2})$/.test(at))
      return E.left(misuse('--at takes a moment with its zone, such as 2026-11-21T05:20:00Z'));
    if (from !== 'lake' && from !== 'warehouse')
      return E.left(misuse('--from takes lake or warehouse'));
    const places = placesFor({ network, originClass: 'real' }, { lake, state: undefined });
    const identity = await readIdentity(places.lake);
    if (E.isLeft(identity)) return E.left(failure(identity.left.message));
    const summary =
      from === 'lake'
        ? await lakeAnswer(places.lake, atMs)
        : await warehouseAnswer(places.warehouse, identity.right, atMs);
    if (E.isLeft(summary)) return summary;
    if (json === true) printJson(summary.right);
    else print(inWords(summary.right));
    return E.right(undefined);
  },
};
