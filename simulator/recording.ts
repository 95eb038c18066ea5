import { readFile } from 'node:fs/promises';
import * as E from 'fp-ts/lib/Either.js';

/** What was received on one socket. Times in ms since 1970. */
export interface RecordedSession {
  readonly openedAtMs: number;
  readonly frames: ReadonlyArray<RecordedFrame>;
  /** The time of the last line of the session where no close was recorded. */
  readonly closedAtMs: number;
  /** 1005: closed without a status, also when no close was recorded. */
  readonly closeCode: number;
}

export interface RecordedFrame {
  readonly atMs: number;
  /** The text of the frame as received; of a binary frame its bytes read as UTF-8. */
  readonly raw: string;
  readonly binary: boolean;
}

export interface Recording {
  readonly sessions: ReadonlyArray<RecordedSession>;
  readonly brokenLines: ReadonlyArray<BrokenLine>;
}

/** A line that could not be used; the first line of a file is 1. */
interface BrokenLine {
  readonly line: number;
  readonly reason: string;
}

/** A sentence that says why a file is no recording. */
interface NotARecording {
  readonly message: string;
}

/**
 * Reads a recorded session file, one JSON object a line:
 * `{t: ms since 1970, ev: 'open' | 'send' | 'recv' | 'close' | …, raw: text of the frame, bin: boolean, code: close code}`.
 * Every `open` begins a session; without one the first line does.
 * Other `ev` values are skipped. Never throws: a file that can't be used is told in a sentence.
 */
export const readRecording = async (file: string): Promise<E.Either<NotARecording, Recording>> => {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => error);
  if (typeof text !== 'string') return notARecording(file, reasonFor(text));
  if (text.trim() === '') return notARecording(file, 'it is empty');
  const recording = parse(text.replace(BYTE_ORDER_MARK, ''));
  const received = recording.sessions.some((session) => session.frames.length > 0);
  return received
    ? E.right(recording)
    : notARecording(
        file,
        'no line of it is a received frame ({"t": ms, "ev": "recv", "raw": "…"})',
      );
};

const parse = (text: string): Recording => {
  const sessions: OpenSession[] = [];
  const brokenLines: BrokenLine[] = [];
  let current: OpenSession | undefined;
  const begin = (openedAtMs: number): OpenSession => {
    const session: OpenSession = {
      openedAtMs,
      frames: [],
      closedAtMs: openedAtMs,
      closeCode: NO_STATUS,
    };
    sessions.push(session);
    return session;
  };
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const entry = readLine(line);
    if (typeof entry === 'string') brokenLines.push({ line: index + 1, reason: entry });
    else if (entry.ev === 'open') current = begin(entry.atMs);
    else {
      current ??= begin(entry.atMs);
      if (entry.ev === 'recv') current.frames.push(entry.frame);
      if (entry.ev === 'close') current.closeCode = entry.code;
      current.closedAtMs = entry.atMs;
    }
  }
  return { sessions, brokenLines };
};

interface OpenSession {
  readonly openedAtMs: number;
  readonly frames: RecordedFrame[];
  closedAtMs: number;
  closeCode: number;
}

type Entry =
  | { readonly ev: 'open' | 'other'; readonly atMs: number }
  | { readonly ev: 'recv'; readonly atMs: number; readonly frame: RecordedFrame }
  | { readonly ev: 'close'; readonly atMs: number; readonly code: number };

/** The entry of one line, or why it is broken. */
const readLine = (line: string): Entry | string => {
  const value = parseJson(line);
  if (value === undefined) return 'not JSON';
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not an object';
  const { t, ev, raw, bin, code } = value as Record<string, unknown>;
  if (typeof t !== 'number') return '"t" is not a number';
  if (!(t >= 0 && t <= LAST_MS)) return '"t" is not a time in Unix milliseconds';
  if (typeof ev !== 'string') return '"ev" is not a text';
  if (ev === 'open') return { ev, atMs: t };
  if (ev === 'close') return { ev, atMs: t, code: typeof code === 'number' ? code : NO_STATUS };
  if (ev !== 'recv') return { ev: 'other', atMs: t };
  if (typeof raw !== 'string') return '"raw" of a received frame is not a text';
  return { ev, atMs: t, frame: { atMs: t, raw, binary: bin === true } };
};

const parseJson = (line: string): unknown => {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
};

const notARecording = (file: string, why: string): E.Either<NotARecording, never> =>
  E.left({ message: `${file} is not a recording: ${why}` });

const reasonFor = (error: NodeJS.ErrnoException): string =>
  REASONS[error.code ?? ''] ?? `it can't be read (${error.message})`;

const REASONS: Partial<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'there is no permission to read it',
};

/** What editors and shells of Windows begin a file with. */
const BYTE_ORDER_MARK = /^\uFEFF/;
/** The end of the year 9999: no date is told of later ones. */
const LAST_MS = 253_402_300_799_999;
/** The close code of a socket that was closed without one. */
const NO_STATUS = 1005;
