import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ddlText, dialects, rawTables, type Dialect } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { ddlFile } from '../dbt/generate/ddl-file.ts';
import { failure, misuse, readOptions, type CliResult, type Command } from './command.ts';
import { ddlDiff } from './ddl-diff.ts';
import { columnsQuery, liveDuckdb, liveSnowflake } from './ddl-live.ts';
import { placesFor } from './places.ts';
import { programDir } from './program.ts';
import { print, printJson, say } from './say.ts';

const isDialect = (text: string | undefined): text is Dialect =>
  dialects.some((dialect) => dialect === text);

const printed = (dialect: Dialect, json: boolean): CliResult => {
  const sql = ddlText(dialect, rawTables);
  if (json) printJson({ dialect, sql });
  else print(sql.trimEnd());
  return E.right(undefined);
};

const checked = async (dialect: Dialect, json: boolean): Promise<CliResult> => {
  const file = ddlFile[dialect];
  const committed = await readFile(join(programDir, file), 'utf8').catch(() => '');
  const same = committed === ddlText(dialect, rawTables);
  if (json) printJson({ dialect, file, same });
  if (!same) return E.left(failure(`${file} differs from the model; run npm run generate`));
  say(`${file} is what the model makes`);
  return E.right(undefined);
};

const live = async (
  dialect: Dialect,
  warehouse: string,
  columns: string | undefined,
  json: boolean,
): Promise<CliResult> => {
  if (dialect === 'duckdb') return liveDuckdb(warehouse, json);
  return columns === undefined
    ? E.left(
        misuse('--live of snowflake takes --columns FILE, or - for standard input; see --help'),
      )
    : liveSnowflake(columns, json);
};

export const ddl: Command = {
  name: 'ddl',
  summary: 'print the raw tables as the model makes them, or compare them with others',
  help: `Usage: bitcoin-pipeline ddl --dialect snowflake|duckdb [--check | --diff FILE | --live] [--json]

  --dialect NAME    snowflake or duckdb; --diff sees it by itself
  --check           print nothing; exit 1 if the committed file differs
  --diff FILE       FILE is what an older version printed: print the statements that add what it lacks; a column
                    removed or retyped, a table gone, a prefix or pipe changed is refused by name
  --live            the same against a warehouse; columns that only it has are told
  --warehouse FILE  of DuckDB, with --live (default beside the lake)
  --lake DIR        the lake (default data/<network>/lake)
  --network NAME    default mainnet
  --columns FILE    of Snowflake, with --live: the answer to this query as JSON, - for standard input:
  ${columnsQuery}
  --json            one JSON document instead of SQL

Examples:
  bitcoin-pipeline ddl --dialect duckdb
  bitcoin-pipeline ddl --dialect snowflake --check
  bitcoin-pipeline ddl --diff before.sql
  bitcoin-pipeline ddl --live --dialect duckdb
  bitcoin-pipeline ddl --live --dialect snowflake --columns columns.json`,
  run: async (args) => {
    const options = readOptions(args, {
      dialect: { type: 'string' },
      check: { type: 'boolean', default: false },
      diff: { type: 'string' },
      live: { type: 'boolean', default: false },
      warehouse: { type: 'string' },
      lake: { type: 'string' },
      network: { type: 'string', default: 'mainnet' },
      columns: { type: 'string' },
      json: { type: 'boolean', default: false },
    });
    if (E.isLeft(options)) return options;
    const { dialect, check, diff, warehouse, lake, network, columns, json } = options.right;
    const chosen = [check, diff !== undefined, options.right.live].filter(Boolean).length;
    if (chosen > 1) return E.left(misuse('--check, --diff and --live exclude each other'));
    if (diff !== undefined && dialect === undefined) return ddlDiff(diff, undefined, json);
    if (!isDialect(dialect)) return E.left(misuse(`--dialect takes ${dialects.join(' or ')}`));
    if (diff !== undefined) return ddlDiff(diff, dialect, json);
    if (check) return checked(dialect, json);
    if (!options.right.live) return printed(dialect, json);
    const places = placesFor({ network, originClass: 'real' }, { lake, state: undefined });
    return live(dialect, warehouse ?? places.warehouse, columns, json);
  },
};
