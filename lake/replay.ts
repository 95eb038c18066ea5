import {
  Attempts,
  Rejections,
  decoderVersionOf,
  readLine,
  replayOf,
  streamNames,
  type Line,
  type ReadLine,
  type Rejection,
  type Replayer,
  type StreamName,
} from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { bytesOf } from './delivery/tally.ts';
import type { PutFault } from './delivery/ports.ts';
import { folderStore } from './ends/folder-store.ts';
import type { ObjectStore } from './ends/object-store.ts';
import { loadObject } from './ends/objects.ts';
import type { LakeFault } from './fault.ts';
import { hourOf, linesOf } from './read.ts';

/** How many bytes of new lines may wait in memory. */
const BATCH_BYTES = 8 * 1024 * 1024;

/** What became of the refused fragments of a lake. */
export interface ReplayReport {
  /** All there are: the sum of the next four. */
  readonly found: number;
  readonly decoded: number;
  readonly stillRejected: number;
  /** Settled before, by this version of the decoder or by another. */
  readonly alreadyTried: number;
  /** Left alone, because a part is not in the lake (yet). */
  readonly incomplete: number;
  /** Of those still rejected. */
  readonly byReason: Readonly<Record<string, number>>;
  /** Events made. */
  readonly byEvent: Readonly<Record<string, number>>;
  /** Objects written. */
  readonly files: number;
}

const unreadable = (message: string): LakeFault => ({ code: 'unreadable', message });

/** The lines of some streams; the first that can't be read ends it with its place. */
async function* readIn(
  root: string,
  wanted: ReadonlyArray<StreamName>,
  hours: ReadonlySet<string> | null,
  concerns: (text: string) => boolean,
): AsyncGenerator<E.Either<LakeFault, ReadLine>> {
  try {
    for await (const { key, row, text } of linesOf(root, wanted, hours)) {
      if (!concerns(text)) continue;
      const line = readLine(text);
      yield E.isRight(line) ? line : E.left(unreadable(`${key} line ${row}: ${line.left}`));
    }
  } catch (error) {
    yield E.left(unreadable(error instanceof Error ? error.message : String(error)));
  }
}

const all = (): boolean => true;
/** The origin stands in the envelope, which opens the line. */
const isReplayed = (text: string): boolean => text.slice(0, 1000).includes('"origin":"replay"');

interface Known {
  readonly attempts: Attempts;
  readonly found: number;
}

/** How many refused fragments there are, and what earlier replays made of them: they wrote into the same hours. */
const whatIsKnown = async (root: string): Promise<E.Either<LakeFault, Known>> => {
  const attempts = new Attempts();
  const rejections = new Rejections();
  const hours = new Set<string>();
  for await (const line of readIn(root, ['quarantine'], null, all)) {
    if (E.isLeft(line)) return line;
    attempts.add(line.right);
    if (line.right.type !== 'FragmentRejected' || decoderVersionOf(line.right) > 0) continue;
    rejections.add({ ...line.right, payloadText: '' }); // counted only: bodies may be more than memory holds
    hours.add(hourOf(line.right.envelope.observedAt));
  }
  const others = streamNames.filter((stream) => stream !== 'quarantine');
  for await (const line of readIn(root, others, hours, isReplayed)) {
    if (E.isLeft(line)) return line;
    attempts.add(line.right);
  }
  return E.right({ attempts, found: rejections.found });
};

const raise = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

const placeOf = ({ stream, observedAt }: Line): string => `${stream} ${hourOf(observedAt)}`;

/** New lines as new objects: those of one fragment never in two of the same stream. */
class Output {
  readonly #store: ObjectStore;
  #waiting: Array<Line> = [];
  #bytes = 0;
  files = 0;

  constructor(root: string) {
    this.#store = folderStore(root);
  }

  async add(lines: ReadonlyArray<Line>): Promise<E.Either<PutFault, void>> {
    this.#waiting.push(...lines);
    this.#bytes += bytesOf(lines);
    return this.#bytes < BATCH_BYTES ? E.right(undefined) : this.flush();
  }

  async flush(): Promise<E.Either<PutFault, void>> {
    const places = new Map<string, [Line, ...Array<Line>]>();
    for (const line of this.#waiting) {
      const place = places.get(placeOf(line));
      if (place === undefined) places.set(placeOf(line), [line]);
      else place.push(line);
    }
    this.#waiting = [];
    this.#bytes = 0;
    for (const lines of places.values()) {
      const { attempt } = await loadObject(this.#store, lines[0].stream, lines);
      const stored = await attempt();
      if (E.isLeft(stored)) return stored;
      this.files += 1;
    }
    return E.right(undefined);
  }
}

/**
 * Sends every refused fragment of a lake through today's codecs and writes what comes of it as new objects.
 * What a decoder version tried is not tried by it again, so that a replay may be repeated, after a kill too, and
 * beside a writer: objects appear whole or not at all, and lines that come twice have the same ids.
 */
export const replayLake = async (
  root: string,
  by: Replayer,
  progress: (done: number, total: number) => void,
): Promise<E.Either<LakeFault | PutFault, ReplayReport>> => {
  const known = await whatIsKnown(root);
  if (E.isLeft(known)) return known;
  const { attempts, found } = known.right;
  const rejections = new Rejections();
  const output = new Output(root);
  const byReason = new Map<string, number>();
  const byEvent = new Map<string, number>();
  const counts = { decoded: 0, stillRejected: 0, alreadyTried: 0 };

  const replayed = async (rejection: Rejection): Promise<E.Either<LakeFault | PutFault, void>> => {
    const made = attempts.isSettled(rejection) ? null : replayOf(rejection, by);
    if (made !== null && E.isLeft(made)) return E.left(unreadable(made.left));
    if (made === null || attempts.holds(rejection, made.right.lines)) {
      counts.alreadyTried += 1;
      return E.right(undefined);
    }
    const { lines, events, reason } = made.right;
    counts[reason === null ? 'decoded' : 'stillRejected'] += 1;
    if (reason !== null) raise(byReason, reason);
    for (const event of events) raise(byEvent, event);
    return output.add(lines);
  };

  for await (const line of readIn(root, ['quarantine'], null, all)) {
    if (E.isLeft(line)) return line;
    if (line.right.type !== 'FragmentRejected' || decoderVersionOf(line.right) > 0) continue;
    const rejection = rejections.add(line.right);
    if (rejection === null) continue;
    const stored = await replayed(rejection);
    if (E.isLeft(stored)) return stored;
    progress(counts.decoded + counts.stillRejected + counts.alreadyTried, found);
  }
  const stored = await output.flush();
  if (E.isLeft(stored)) return stored;
  return E.right({
    found: rejections.found,
    ...counts,
    incomplete: rejections.incomplete,
    byReason: Object.fromEntries(byReason),
    byEvent: Object.fromEntries(byEvent),
    files: output.files,
  });
};
