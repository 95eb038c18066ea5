import { parseArgs, type ParseArgsConfig } from 'node:util';
import * as E from 'fp-ts/lib/Either.js';

/** Why a command ended badly. 1: it failed. 2: wrong usage. The message is one line that says what to do. */
export interface CliFault {
  readonly exit: 1 | 2;
  readonly message: string;
}

export const failure = (message: string): CliFault => ({ exit: 1, message });
export const misuse = (message: string): CliFault => ({ exit: 2, message });

export type CliResult = E.Either<CliFault, void>;

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** Options and examples, for `--help`. */
  readonly help: string;
  readonly run: (args: ReadonlyArray<string>) => Promise<CliResult>;
}

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<O extends Options> = ReturnType<typeof parseArgs<{ options: O }>>['values'];

/** Options as they were given; a wrong one is a misuse that names it. Commands take no other arguments. */
export const givenOptions = <O extends Options>(
  args: ReadonlyArray<string>,
  options: O,
): E.Either<CliFault, Parsed<O>> =>
  E.tryCatch(
    () => parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values,
    misread,
  );

/** Reads options as above; one that is empty, as of a variable that is not set, is a misuse: no path, no name is. */
export const readOptions = <O extends Options>(
  args: ReadonlyArray<string>,
  options: O,
): E.Either<CliFault, Parsed<O>> =>
  E.chain((given: Parsed<O>): E.Either<CliFault, Parsed<O>> => {
    const empty = Object.entries(given).find(([, value]) => value === '');
    return empty === undefined
      ? E.right(given)
      : E.left(misuse(`--${empty[0]} takes a value, not ""; see --help`));
  })(givenOptions(args, options));

/** What the reader of options says of a wrong one. */
export const misread = (error: unknown): CliFault =>
  misuse(`${error instanceof Error ? firstSentence(error.message) : String(error)}; see --help`);

const firstSentence = (message: string): string =>
  (message.split('\n')[0] ?? message).split('. ')[0]?.replace(/\.$/, '') ?? message;

/** A whole number in a range, from an option's text. */
export const wholeNumber = (
  option: string,
  text: string | undefined,
  range: { readonly min: number; readonly max: number; readonly default: number },
): E.Either<CliFault, number> => {
  if (text === undefined) return E.right(range.default);
  const value = Number(text);
  return /^\d+$/.test(text) && value >= range.min && value <= range.max
    ? E.right(value)
    : E.left(
        misuse(`${option} takes a whole number from ${range.min} to ${range.max}, not "${text}"`),
      );
};
