import { parseArgs } from 'node:util';

/**
 * The options of a bench, each a text with what it is where left out. `--help` prints how it is used and ends the
 * process; one that is unknown ends it with 2.
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
    return { ...defaults, ...values };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
    process.exit(2);
  }
};
