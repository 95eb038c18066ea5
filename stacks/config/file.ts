import { readFileSync } from 'node:fs';
import * as E from 'fp-ts/lib/Either.js';
import { decodeDeployment, type Deployment } from './deployment.ts';
import { keys, settings } from './settings.ts';

/** Names the file of the configuration where no argument does. */
export const FILE_VARIABLE = 'BITCOIN_PIPELINE_DEPLOYMENT';

/** Every key that may not be left out, for whoever begins with nothing. */
const wanted = (): ReadonlyArray<string> =>
  keys
    .filter((key) => settings[key].whenLeftOut === null)
    .map(
      (key) =>
        `  ${JSON.stringify(key)}: ${JSON.stringify(settings[key].example)}, ${settings[key].takes}`,
    );

const howTo = (): ReadonlyArray<string> => [
  `name a file with --deployment FILE or ${FILE_VARIABLE}; copy deployment.example.json; docs/configuration.md tells what else there is. What may not be left out, each with an example:`,
  ...wanted(),
];

/** Why a file can't be read; the first word of Node's sentence, which has the path at its end. */
const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code === 'ENOENT'
      ? 'is not there'
      : `can't be read (${error.code})`
    : "can't be read";

const parsed = (file: string, json: string): E.Either<ReadonlyArray<string>, unknown> =>
  E.tryCatch(
    (): unknown => JSON.parse(json),
    (error) => [`${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`],
  );

/** The configuration in a file. Left: everything that is wrong, a line each. */
export const readDeployment = (
  file: string | undefined,
): E.Either<ReadonlyArray<string>, Deployment> => {
  if (file === undefined || file === '')
    return E.left(['no configuration of a deployment is named:', ...howTo()]);
  let json: string;
  try {
    json = readFileSync(file, 'utf8');
  } catch (error) {
    return E.left([`${file} ${reasonOf(error)}:`, ...howTo()]);
  }
  return E.mapLeft((faults: ReadonlyArray<string>) => faults.map((fault) => `${file}: ${fault}`))(
    E.chain(decodeDeployment)(parsed(file, json)),
  );
};
