import { readFile } from 'node:fs/promises';
import * as E from 'fp-ts/lib/Either.js';
import { isLoopback } from '../dashboard/server/security.ts';
import { firstLine } from '../warehouse/failure.ts';
import { wholeNumber } from './command.ts';

const DEFAULT_PORT = 8333;

const TOKEN_VARIABLE = 'BITCOIN_PIPELINE_DASHBOARD_TOKEN';

/** At least as many characters, none of which needs quoting in a header. */
const token = /^[\w~!$&'()*+,.:;=@/?-]{32,512}$/;

/** Where the page is served, and to whom. */
export interface Serving {
  readonly port: number;
  readonly host: string;
  /** Null: whoever reaches the address may look. */
  readonly token: string | null;
}

export const servingOptions = {
  port: { type: 'string' },
  host: { type: 'string', default: '127.0.0.1' },
  'token-file': { type: 'string' },
} as const;

export const servingHelp = `  --port N          port of the page (default ${DEFAULT_PORT}; 0: any free one)
  --host ADDRESS    address to listen on (default 127.0.0.1: this machine alone); another one
                    needs a token, which readers are asked for
  --token-file FILE the token, 32 characters or more, the first line of a file; or in the
                    variable ${TOKEN_VARIABLE}. Over a network put TLS before it`;

type Given = {
  readonly port?: string | undefined;
  readonly host: string;
  readonly 'token-file'?: string | undefined;
};

/** The token, null where none is named; never repeated in what is said of it. */
const tokenOf = async (
  file: string | undefined,
  environment: NodeJS.ProcessEnv,
): Promise<E.Either<string, string | null>> => {
  const read =
    file === undefined
      ? E.right(environment[TOKEN_VARIABLE] ?? null)
      : await readFile(file, 'utf8').then(
          (content) => E.right(content.split('\n', 1)[0] ?? ''),
          (error: unknown) => E.left(`--token-file: ${file} can't be read: ${firstLine(error)}`),
        );
  if (E.isLeft(read)) return read;
  const text = read.right;
  if (text === null) return E.right(null);
  return token.test(text.trim())
    ? E.right(text.trim())
    : E.left(
        `${file === undefined ? TOKEN_VARIABLE : '--token-file'}: a token has 32 to 512 letters, digits and signs, without spaces`,
      );
};

/** Where and to whom, or everything that is wrong with it, a sentence each. */
export const servingOf = async (
  given: Given,
  environment: NodeJS.ProcessEnv,
): Promise<E.Either<ReadonlyArray<string>, Serving>> => {
  const port = wholeNumber('--port', given.port, { min: 0, max: 65_535, default: DEFAULT_PORT });
  const known = await tokenOf(given['token-file'], environment);
  const { host } = given;
  const isOpen = E.isRight(known) && known.right === null && !isLoopback(host);
  const faults = [
    ...(E.isLeft(port) ? [port.left.message] : []),
    ...(E.isLeft(known) ? [known.left] : []),
    ...(isOpen
      ? [
          `--host ${host} is more than this machine: give readers a token with --token-file or ${TOKEN_VARIABLE}`,
        ]
      : []),
  ];
  return E.isRight(port) && E.isRight(known) && faults.length === 0
    ? E.right({ port: port.right, host, token: known.right })
    : E.left(faults);
};
