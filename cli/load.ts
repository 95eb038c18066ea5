import * as E from 'fp-ts/lib/Either.js';
import { readIdentity } from '../lake/identity.ts';
import { failure, readOptions, type Command } from './command.ts';
import { placesFor } from './places.ts';
import { print, printJson, say } from './say.ts';
import { startTables } from './tables.ts';

export const load: Command = {
  name: 'load',
  summary: 'lake to tables, once: load what is new, build and test',
  help: `Usage: bitcoin-pipeline load [--lake DIR] [--network NAME] [--json]

  --lake DIR        the lake (default data/<network>/lake); its warehouse lies beside it
  --network NAME    default mainnet
  --json            one JSON document on standard output

Example:
  bitcoin-pipeline load --lake out/lake`,
  run: async (args) => {
    const options = readOptions(args, {
      lake: { type: 'string' },
      network: { type: 'string', default: 'mainnet' },
      json: { type: 'boolean' },
    });
    if (E.isLeft(options)) return options;
    const { lake, network, json } = options.right;
    const places = placesFor({ network, originClass: 'real' }, { lake, state: undefined });
    const identity = await readIdentity(places.lake);
    if (E.isLeft(identity)) return E.left(failure(identity.left.message));
    const tables = await startTables({ places, identity: identity.right, tested: true });
    if (E.isLeft(tables)) return tables;
    say('loading, building and testing the tables');
    const turn = await tables.right.once();
    await tables.right.stop();
    if (turn.tag !== 'built')
      return E.left(failure(turn.tag === 'failed' ? turn.message : 'nothing was built'));
    if (json === true)
      printJson({
        lake: places.lake,
        warehouse: places.warehouse,
        tables: turn.tables,
        refused: turn.refused,
      });
    else
      print(
        Object.entries(turn.tables)
          .map(([table, rows]) => `${table} ${rows}`)
          .join('\n'),
      );
    const [refused] = turn.refused;
    return refused === undefined
      ? E.right(undefined)
      : E.left(failure(`${refused.file} could not be loaded: ${refused.reason}`));
  },
};
