import { readFile } from 'node:fs/promises';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as t from 'io-ts';
import { isMissing } from '../lake/fault.ts';
import { writeWhole } from '../lake/whole-file.ts';

const VERSION = 1;

/** Read first: a newer version may have another shape. */
const Versioned = t.type({ version: t.number });
const StateFile = t.type(
  { network: t.string, seen: t.array(t.tuple([t.string, t.string])) },
  'PollerState',
);

/** What the poller remembers: of the newest blocks, which bytes it wrote last. Block hash → SHA-256 of the payload. */
export interface PollerState {
  readonly seen: ReadonlyMap<string, string>;
}

/** Blocks remembered; two pages and some. */
const REMEMBERED = 64;

const emptyState: PollerState = { seen: new Map() };

export const remember = (
  state: PollerState,
  written: ReadonlyArray<readonly [string, string]>,
): PollerState => {
  const kept = new Map(state.seen);
  for (const [hash, sha256] of written) {
    kept.delete(hash);
    kept.set(hash, sha256);
  }
  return { seen: new Map([...kept].slice(-REMEMBERED)) };
};

/** Reads the state; empty where there is none. Left: a sentence; the file is kept as it is. */
export const readState = async (
  file: string,
  network: string,
): Promise<E.Either<string, PollerState>> => {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    return isMissing(error)
      ? E.right(emptyState)
      : E.left(`can't read the poller's state ${file}: ${String(error)}`);
  }
  const versioned = pipe(
    E.tryCatch((): unknown => JSON.parse(text), String),
    E.chainW((json) => Versioned.decode(json)),
  );
  const remedy = 'move it away and the poller starts anew, or choose another with --state';
  if (E.isRight(versioned) && versioned.right.version > VERSION)
    return E.left(`${file} is of a newer version; use a newer program, or ${remedy}`);
  const decoded = E.chainW((value: unknown) => StateFile.decode(value))(versioned);
  if (E.isLeft(decoded)) return E.left(`${file} is not a poller's state; ${remedy}`);
  if (decoded.right.network !== network)
    return E.left(`${file} is of ${decoded.right.network}, not ${network}; ${remedy}`);
  return E.right({ seen: new Map(decoded.right.seen) });
};

/** The state could not be written; after a restart, blocks are written again that were written before. */
export interface StateFault {
  readonly code: 'state';
  readonly message: string;
}

/** Replaces the state whole. */
export const writeState = async (
  file: string,
  network: string,
  state: PollerState,
): Promise<E.Either<StateFault, void>> => {
  const text = `${JSON.stringify({ version: VERSION, network, seen: [...state.seen] })}\n`;
  try {
    return E.right(await writeWhole(file, text));
  } catch (error) {
    return E.left({
      code: 'state',
      message: `can't write the poller's state ${file}: ${String(error)}`,
    });
  }
};
