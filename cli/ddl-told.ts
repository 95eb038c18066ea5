import { refusalWords, type DdlDifference, type Dialect } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { failure, type CliResult } from './command.ts';
import { print, printJson, say } from './say.ts';

/** What was compared with the model, and how it is told. */
export interface Compared {
  /** A file or a warehouse. */
  readonly with: string;
  readonly dialect: Dialect;
  readonly difference: DdlDifference;
  /** Columns that only the other has, where these do no harm: `raw.conversions.noted_by`. */
  readonly extra: ReadonlyArray<string>;
  readonly json: boolean;
}

/** The statements to run on standard output, or none of them and each refusal by name. */
export const tellDifference = (compared: Compared): CliResult => {
  const { dialect, difference, extra, json } = compared;
  const refused = difference.refusals.map((refusal) => ({
    ...refusal,
    message: refusalWords(refusal),
  }));
  const statements = refused.length > 0 ? [] : difference.statements.map((each) => `${each};`);
  const same = refused.length === 0 && statements.length === 0;
  if (json) printJson({ dialect, with: compared.with, same, statements, refused, extra });
  else if (statements.length > 0) print(statements.join('\n'));
  for (const column of extra) say(`${column} is no column of the model; it may stay`);
  for (const { message } of refused) say(message);
  if (refused.length > 0)
    return E.left(
      failure(
        `${compared.with} differs from the model by more than additions; no statement is given`,
      ),
    );
  if (same) say(`${compared.with} has every table and column of the model`);
  return E.right(undefined);
};
