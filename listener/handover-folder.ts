import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { GapCause } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as t from 'io-ts';
import { isMissing } from '../lake/fault.ts';
import { writeWhole } from '../lake/whole-file.ts';
import type { Handover, Predecessor } from './handover.ts';

const VERSION = 1;
/** A process that lives writes every ten seconds; one that has its number by chance does not. */
const FRESH_MS = 60_000;

const maybeInteger = t.union([t.Integer, t.null]);
const OpenGap = t.type({
  gap_id: t.string,
  cause: GapCause,
  suspect_from_ordinal: t.Integer,
  expected_sequence: maybeInteger,
  received_sequence: maybeInteger,
});
const Header = t.type({ version: t.number, network: t.string });
const HandoverFile = t.type(
  {
    pid: t.number,
    ended: t.boolean,
    last_epoch: t.union([t.null, t.type({ epoch_id: t.string, last_ordinal: t.number })]),
    open_gaps: t.array(OpenGap),
  },
  'HandoverFile',
);
type HandoverFile = t.TypeOf<typeof HandoverFile>;

/** What this process leaves, and what others left, beside one lake. */
export interface HandoverFolder {
  /** Processes that are no more, in the order they began. */
  readonly predecessors: ReadonlyArray<Predecessor>;
  /** Forgets the predecessors: what they left is written down. */
  readonly settled: () => Promise<void>;
  readonly write: (handover: Handover, ended: boolean) => Promise<E.Either<string, void>>;
}

const lives = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return t.type({ code: t.literal('EPERM') }).is(error);
  }
};

const remedy = 'move it away to start without it';

/** One file; null where its process still lives. */
const read = async (
  file: string,
  network: string,
): Promise<E.Either<string, Predecessor | null>> => {
  const text = await readFile(file, 'utf8');
  const header = pipe(
    E.tryCatch((): unknown => JSON.parse(text), String),
    E.chainW((json) => Header.decode(json)),
  );
  if (E.isLeft(header)) return E.left(`${file} is not what a listener leaves; ${remedy}`);
  if (header.right.version > VERSION)
    return E.left(`${file} is of a newer version; use a newer program, or ${remedy}`);
  if (header.right.network !== network)
    return E.left(`${file} is of ${header.right.network}, not ${network}; ${remedy}`);
  const content = HandoverFile.decode(header.right);
  if (E.isLeft(content)) return E.left(`${file} is not what a listener leaves; ${remedy}`);
  const { pid, ended, last_epoch: last, open_gaps: gaps } = content.right;
  const isFresh = Date.now() - (await stat(file)).mtimeMs < FRESH_MS;
  if (!ended && pid !== process.pid && lives(pid) && isFresh) return E.right(null);
  return E.right({
    cause: ended ? 'restart' : 'crash',
    lastEpoch: last === null ? null : { epochId: last.epoch_id, lastOrdinal: last.last_ordinal },
    openGaps: gaps.map((gap) => ({
      gapId: gap.gap_id,
      cause: gap.cause,
      suspectFromOrdinal: gap.suspect_from_ordinal,
      expectedSequence: gap.expected_sequence,
      receivedSequence: gap.received_sequence,
    })),
  });
};

/** Opens the folder; left: a sentence, and every file is kept as it is. `id`: a UUIDv7, so that names tell the order. */
export const openHandovers = async (
  dir: string,
  network: string,
  id: string,
): Promise<E.Either<string, HandoverFolder>> => {
  const predecessors: Array<Predecessor> = [];
  const taken: Array<string> = [];
  try {
    const names = await readdir(dir).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
    for (const name of names.filter((each) => /^[^.].*\.json$/.test(each)).sort()) {
      const file = join(dir, name);
      const found = await read(file, network);
      if (E.isLeft(found)) return found;
      if (found.right === null) continue;
      predecessors.push(found.right);
      taken.push(file);
    }
  } catch (error) {
    return E.left(`can't read what earlier listeners left in ${dir}: ${String(error)}`);
  }
  return E.right({
    predecessors,
    settled: async () => {
      await Promise.all(taken.splice(0).map((file) => rm(file, { force: true })));
    },
    write: async ({ lastEpoch, openGaps }, ended) => {
      const content: HandoverFile & t.TypeOf<typeof Header> = {
        version: VERSION,
        network,
        pid: process.pid,
        ended,
        last_epoch:
          lastEpoch === null
            ? null
            : { epoch_id: lastEpoch.epochId, last_ordinal: lastEpoch.lastOrdinal },
        open_gaps: openGaps.map((gap) => ({
          gap_id: gap.gapId,
          cause: gap.cause,
          suspect_from_ordinal: gap.suspectFromOrdinal,
          expected_sequence: gap.expectedSequence,
          received_sequence: gap.receivedSequence,
        })),
      };
      const file = join(dir, `${id}.json`);
      try {
        return E.right(await writeWhole(file, `${JSON.stringify(content)}\n`));
      } catch (error) {
        return E.left(`can't write ${file}: ${String(error)}`);
      }
    },
  });
};
