import { parseArgs } from 'node:util';
import * as E from 'fp-ts/lib/Either.js';

export interface Options {
  readonly out: string;
  /** Undefined: what is on the machine. */
  readonly engine: string | undefined;
  readonly json: boolean;
  readonly help: boolean;
}

/** Left: one line that says what is wrong. */
export const readOptions = (args: ReadonlyArray<string>): E.Either<string, Options> =>
  E.tryCatch(
    () => {
      const { values } = parseArgs({
        args: [...args],
        options: {
          out: { type: 'string', default: 'cdktf.out' },
          engine: { type: 'string' },
          json: { type: 'boolean', default: false },
          help: { type: 'boolean', default: false },
        },
      });
      return { ...values, engine: values.engine };
    },
    (error) => (error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error)),
  );
