import { rawTables } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { readIdentity } from '../lake/identity.ts';
import { heldRange, type LakeRange } from '../warehouse/lake-range.ts';
import { failure, misuse, readOptions, type CliFault, type Command } from './command.ts';
import { rangeAsked } from './load-range.ts';
import { retentionHelp, retentionOf, retentionOptions, trimmedWords } from './load-retention.ts';
import { placesFor } from './places.ts';
import { progressEvery } from './progress.ts';
import { print, printJson, say } from './say.ts';
import { startTables } from './tables.ts';

/** The range to load again; undefined where none is asked for. */
const againOf = async (
  lake: string,
  bounds: { readonly from?: string | undefined; readonly to?: string | undefined },
): Promise<E.Either<CliFault, LakeRange | undefined>> => {
  if (bounds.from === undefined && bounds.to === undefined) return E.right(undefined);
  const held = await heldRange(lake, rawTables);
  return E.isLeft(held) ? E.left(failure(held.left.message)) : rangeAsked(bounds, held.right);
};

export const load: Command = {
  name: 'load',
  summary: 'lake to tables, once: load what is new, or a range again; build and test',
  help: `Usage: bitcoin-pipeline load [--all | --from TIME --to TIME] [--rebuild] [--keep-raw-days N] [--lake DIR] [--network NAME] [--json]

  --all             look through the whole lake, and try again what was refused
  --from TIME       load again what arrived from then on; a day or an instant, 2026-11-21T05:00:00Z
  --to TIME         and before then; either may be left out
  --rebuild         make every table anew from the raw ones, not only what is new
${retentionHelp}
  --lake DIR        the lake (default data/<network>/lake); its warehouse lies beside it
  --network NAME    default mainnet
  --json            one JSON document on standard output

Without --all the newest 48 hours of arrival are looked through, and the whole lake when one of them is new: so a file
that comes late to an older hour is found an hour later at most, while the lake grows.

With --from or --to every object whose hour of arrival (UTC) touches the range is read into the raw tables once more,
and no other. No row is removed; the tables made of them count each line once, so they stay as they are, or get back
what the raw tables had lost.

--rebuild gives what the raw tables hold: rows that --keep-raw-days removed are missing then, until they are read again
with --from. It is wanted after an update of this program, for columns that older rows lack.

Examples:
  bitcoin-pipeline load --lake out/lake
  bitcoin-pipeline load --all --keep-raw-days 7
  bitcoin-pipeline load --from 2026-11-21T05:00:00Z --to 2026-11-22`,
  run: async (args) => {
    const options = readOptions(args, {
      from: { type: 'string' },
      to: { type: 'string' },
      all: { type: 'boolean', default: false },
      rebuild: { type: 'boolean', default: false },
      ...retentionOptions,
      lake: { type: 'string' },
      network: { type: 'string', default: 'mainnet' },
      json: { type: 'boolean' },
    });
    if (E.isLeft(options)) return options;
    const { from, to, all, rebuild, lake, network, json } = options.right;
    if (all && (from !== undefined || to !== undefined))
      return E.left(misuse('--all takes neither --from nor --to'));
    const retention = retentionOf(options.right);
    if (E.isLeft(retention)) return retention;
    const places = placesFor({ network, originClass: 'real' }, { lake, state: undefined });
    const identity = await readIdentity(places.lake);
    if (E.isLeft(identity)) return E.left(failure(identity.left.message));
    const again = await againOf(places.lake, { from, to });
    if (E.isLeft(again)) return again;
    const tables = await startTables({
      places,
      identity: identity.right,
      tested: true,
      rebuild,
      loading: {
        ...(again.right === undefined ? {} : { again: again.right }),
        ...retention.right,
        recent: !all,
        retryRefused: all,
        onProgress: progressEvery(2_000, (done, total) => say(`${done} of ${total} objects read`)),
      },
    });
    if (E.isLeft(tables)) return tables;
    say('loading, building and testing the tables');
    const turn = await tables.right.once();
    await tables.right.stop();
    if (turn.tag !== 'built')
      return E.left(failure(turn.tag === 'failed' ? turn.message : 'nothing was built'));
    const { objects, lines } = turn.loaded;
    if (again.right !== undefined) say(`${objects} objects with ${lines} lines read again`);
    const trimmed = trimmedWords(turn.trimmed);
    if (trimmed !== null) say(trimmed);
    if (json === true)
      printJson({
        lake: places.lake,
        warehouse: places.warehouse,
        loaded: { again: again.right !== undefined, objects, lines },
        trimmed: turn.trimmed,
        tables: turn.tables,
        refused: turn.refused,
      });
    else
      print(
        Object.entries(turn.tables)
          .map(([table, rows]) => `${table} ${rows}`)
          .join('\n'),
      );
    const [refused, ...others] = turn.refused.map(
      ({ file, reason }) => `${file} could not be loaded: ${reason}`,
    );
    others.forEach(say);
    return refused === undefined ? E.right(undefined) : E.left(failure(refused));
  },
};
