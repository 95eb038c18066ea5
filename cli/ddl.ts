import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ddlText, dialects, rawTables, type Dialect } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { failure, misuse, readOptions, type Command } from './command.ts';
import { programDir } from './program.ts';
import { print, printJson, say } from './say.ts';

const isDialect = (text: string | undefined): text is Dialect =>
  dialects.some((dialect) => dialect === text);

/** The committed file of a dialect. */
const fileOf = (dialect: Dialect): string => join('dbt', 'sql', `raw_${dialect}.sql`);

export const ddl: Command = {
  name: 'ddl',
  summary: 'print the raw tables as the model makes them',
  help: `Usage: bitcoin-pipeline ddl --dialect snowflake|duckdb [--check] [--json]

  --dialect NAME   snowflake or duckdb
  --check          print nothing; exit 1 if the committed file differs
  --json           one JSON document instead of SQL

Examples:
  bitcoin-pipeline ddl --dialect duckdb
  bitcoin-pipeline ddl --dialect snowflake --check`,
  run: async (args) => {
    const options = readOptions(args, {
      dialect: { type: 'string' },
      check: { type: 'boolean' },
      json: { type: 'boolean' },
    });
    if (E.isLeft(options)) return options;
    const { dialect, check, json } = options.right;
    if (!isDialect(dialect)) return E.left(misuse(`--dialect takes ${dialects.join(' or ')}`));
    const text = ddlText(dialect, rawTables);
    if (check !== true) {
      if (json === true) printJson({ dialect, sql: text });
      else print(text.trimEnd());
      return E.right(undefined);
    }
    const file = fileOf(dialect);
    const committed = await readFile(join(programDir, file), 'utf8').catch(() => '');
    const same = committed === text;
    if (json === true) printJson({ dialect, file, same });
    if (!same) return E.left(failure(`${file} differs from the model; run npm run generate`));
    say(`${file} is what the model makes`);
    return E.right(undefined);
  },
};
