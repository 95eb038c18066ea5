import { parseArgs } from 'node:util';

const isNumber = (text: string): boolean => text.trim() !== '' && Number(text) >= 0;

/** Throws for what is no number where one belongs: nothing would be done, and all of that would go well. A seed is any text. */
export const checkNumbers = (
  values: Readonly<Record<string, string>>,
  defaults: Readonly<Record<string, string>>,
): void => {
  for (const [name, value] of Object.entries(values))
    if (name !== 'seed' && isNumber(defaults[name] ?? '') && !isNumber(value))
      throw new Error(`--${name} takes a number, not ${JSON.stringify(value)}`);
};

/**
 * The options of a bench, each a text with what it is where left out. `--help` prints how it is used and ends the
 * process; one that is unknown, or no number where that is one, ends it with 2.
 */
export const benchOptions = <Defaults extends Readonly<Record<string, string>>>(
  usage: string,
  defaults: Defaults,
): Readonly<Record<keyof Defaults, string>> => {
  const options = Object.fromEntries(
    Object.keys(defaults).map((name) => [name, { type: 'string' as const }]),
  );
  try {
    const { values } = parseArgs({ options: { ...options, help: { type: 'boolean' } } });
    if (values['help'] === true) {
      process.stdout.write(`${usage}\n`);
      process.exit(0);
    }
    const given = { ...defaults, ...values };
    checkNumbers(given, defaults);
    return given;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
    process.exit(2);
  }
};
