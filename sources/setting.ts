import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

/** A value in a setting's text: decoded from it, written as it. */
export type Setting<A> = t.Type<A, string>;

export const setting = <A>(
  name: string,
  is: (value: unknown) => value is A,
  /** Left: why not, as ends of a sentence that begins with the setting's name; none where `takes` says it. */
  read: (text: string) => E.Either<ReadonlyArray<string>, A>,
  write: (value: A) => string,
): Setting<A> =>
  new t.Type(
    name,
    is,
    (given, context) =>
      typeof given !== 'string'
        ? t.failure(given, context)
        : E.match(
            (reasons: ReadonlyArray<string>) =>
              reasons.length === 0
                ? t.failure<A>(given, context)
                : t.failures<A>(reasons.map((message) => ({ value: given, context, message }))),
            (value: A) => t.success(value),
          )(read(given)),
    write,
  );

export const textThat = (name: string, fits: (text: string) => boolean): Setting<string> =>
  setting(
    name,
    (value): value is string => typeof value === 'string' && fits(value),
    (text) => (fits(text) ? E.right(text) : E.left([])),
    (value) => value,
  );

export const whole = (name: string, min: number, max: number): Setting<number> => {
  const fits = (value: unknown): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
  return setting(
    name,
    fits,
    (text) => (/^\d+$/.test(text) && fits(Number(text)) ? E.right(Number(text)) : E.left([])),
    String,
  );
};

const withoutEnd = (text: string): string => text.replace(/[/\\]+$/, '');

/** A text whose strokes at the end say nothing. */
export const trimmed = (name: string, fits: (text: string) => boolean): Setting<string> =>
  setting(
    name,
    (value): value is string =>
      typeof value === 'string' && fits(value) && withoutEnd(value) === value,
    (text) => (fits(text) && withoutEnd(text) !== '' ? E.right(withoutEnd(text)) : E.left([])),
    (value) => value,
  );

/** An address of HTTP without credentials, behind which paths can be put; a stroke at its end says nothing. */
export const isAddress = (text: string): boolean =>
  /^https?:\/\/[^\s@#]+$/.test(text) && URL.canParse(text);

/** A setting's codec, and what its text must be: the end of a sentence that begins "takes". */
interface Described<A> {
  readonly codec: Setting<A>;
  readonly takes: string;
}

export const addressSetting = (example: string): Described<string> => ({
  codec: trimmed('Address', isAddress),
  takes: `an address such as ${example}`,
});

export const regionSetting: Described<string> = {
  codec: textThat('Region', (text) => /^[a-z]{2,}(-[a-z]+)+-\d{1,2}$/.test(text)),
  takes: 'an AWS region such as eu-west-1',
};

/** A text that was given, kept to one line; an address with credentials is not repeated: logs are read by others. */
export const shown = (text: string): string =>
  text.includes('@') ? 'what was given, which has an @ in it' : JSON.stringify(text.slice(0, 200));

/** What a deployment is called; its metrics are told by it. */
export const environmentSetting = {
  codec: textThat('EnvironmentName', (text) => /^[a-z][a-z0-9]{0,11}$/.test(text)),
  takes: 'a short name: letters and digits, a letter first, 12 at most',
};
