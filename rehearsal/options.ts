import { parseArgs } from 'node:util';
import * as E from 'fp-ts/lib/Either.js';

export interface Options {
  readonly out: string;
  /** Undefined: what is on the machine. */
  readonly engine: string | undefined;
  readonly json: boolean;
  readonly help: boolean;
  /** Of the one command. */
  readonly own: Readonly<Record<string, string | undefined>>;
}

/**
 * Left: one line that says what is wrong.
 * @param names of options that only this command has
 */
export const readOptions = (
  args: ReadonlyArray<string>,
  names: ReadonlyArray<string> = [],
): E.Either<string, Options> =>
  E.tryCatch(
    () => {
      const { values } = parseArgs({
        args: [...args],
        options: {
          ...Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
          out: { type: 'string', default: 'cdktf.out' },
          engine: { type: 'string' },
          json: { type: 'boolean', default: false },
          help: { type: 'boolean', default: false },
        },
      });
      const { out, engine, json, help, ...own } = values;
      return { out, engine, json, help, own };
    },
    (error) => (error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error)),
  );
