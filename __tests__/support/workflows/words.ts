/** The words of a line of bash as far as our steps go: quotes, and `${NAME:+word}`, which is its word. */
const wordsIn = (line: string): ReadonlyArray<string> =>
  [...line.matchAll(/\$\{\w+:\+([^}]*)\}|'([^']*)'|"([^"]*)"|([^\s"']+)/g)].map(
    ([, optional, single, double, bare]) =>
      (optional?.replaceAll('"', '') || single) ?? double ?? bare ?? '',
  );

/** Each command of a step. */
export const commandsIn = (run: string): ReadonlyArray<ReadonlyArray<string>> =>
  run
    .trim()
    .split('\n')
    .map(wordsIn)
    .filter(({ length }) => length > 0);

/** `--from=$FROM` and `--from` are the same option. */
export const optionsIn = (words: ReadonlyArray<string>): ReadonlyArray<string> =>
  words.filter((word) => word.startsWith('--')).map((word) => word.split('=')[0] ?? word);

/** What follows the program and its `--`: of `npm run x -- a b` the `a b`. */
export const afterDashes = (words: ReadonlyArray<string>): ReadonlyArray<string> =>
  words.includes('--') ? words.slice(words.indexOf('--') + 1) : [];
