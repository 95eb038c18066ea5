import {
  Epoch,
  streams,
  writeOutcome,
  decodeFrame,
  type Accepted,
  type Line,
  type RejectReason,
} from '@bitcoin-pipeline/model';
import type { HandLine } from './hand-lines.ts';
import { putObject } from './lake-folder.ts';
import { countedIds, producer } from './lines.ts';
import { sha256 } from '../../cli/program.ts';

export const at = (time: string): number => Date.parse(`2026-11-21T${time}Z`);

/** What the same frame states of the tracked block. */
export interface StatedHere {
  readonly statedRows: number;
  readonly statedFeeSats: number;
  readonly statedWeight: number;
}

const nothingStated = { statedRows: null, statedFeeSats: null, statedWeight: null };

/** An epoch as a former decoder wrote it: what is refused here may decode today. */
export class FormerEpoch {
  readonly lines: Array<Line> = [];
  readonly #epoch: Epoch;

  constructor(id: string, network = 'mainnet') {
    this.#epoch = new Epoch(id, { ...producer, network }, countedIds().sha256);
  }

  get ordinal(): number {
    return this.#epoch.lastOrdinal;
  }

  #keep(lines: ReadonlyArray<Line>): ReadonlyArray<Line> {
    this.lines.push(...lines);
    return lines;
  }

  opened(time: string): ReadonlyArray<Line> {
    const fields = { epochKind: 'socket', endpoint: 'ws://127.0.0.1' } as const;
    return this.#keep(this.#epoch.record('EpochOpened', fields, at(time)));
  }

  counted(time: string): ReadonlyArray<Line> {
    return this.#keep(this.#epoch.count(at(time)));
  }

  /** A frame that holds this under a key; it must decode. */
  took(time: string, key: string, value: unknown, stated?: StatedHere): ReadonlyArray<Line> {
    const bytes = Buffer.from(JSON.stringify({ [key]: value }));
    const outcomes = decodeFrame(bytes, sha256);
    const frame = this.#epoch.frame(bytes, outcomes.length, at(time));
    const more = ({ type }: Accepted) =>
      type === 'NextBlockSnapshotTaken' || type === 'NextBlockChanged'
        ? {
            ...(type === 'NextBlockChanged' ? { baseOrdinal: null } : {}),
            ...nothingStated,
            ...stated,
          }
        : {};
    if (outcomes.some(({ tag }) => tag !== 'accepted')) throw new Error('it does not decode');
    return this.#keep(outcomes.flatMap((each) => writeOutcome(this.#epoch, frame, each, more)));
  }

  /** A fragment that was refused under this key, or a whole frame (null). */
  refused(
    time: string,
    key: string | null,
    body: string | Uint8Array,
    reason: (typeof RejectReason)['_A'] = 'does-not-decode',
  ): ReadonlyArray<Line> {
    const bytes = Buffer.from(body);
    const frame = this.#epoch.frame(bytes, 1, at(time));
    return this.#keep(
      this.#epoch.reject(frame, {
        tag: 'rejected',
        key,
        start: 0,
        end: bytes.length,
        reason,
        layout: 'mempool/2024-04',
        valuePath: null,
        codec: null,
      }),
    );
  }
}

export const textOfLine = (line: Line): string => Buffer.from(line.bytes).toString().trimEnd();

export const handLine = (line: Line): HandLine => ({
  prefix: streams[line.stream].prefix,
  text: textOfLine(line),
});

/** Writes lines into a lake folder, one object for each stream. `name` tells objects apart. */
export const putLines = (lakeDir: string, name: string, lines: ReadonlyArray<Line>): void => {
  for (const stream of new Set(lines.map((line) => line.stream)))
    putObject(
      lakeDir,
      `${streams[stream].prefix}dt=2026-11-21/hr=05/${name}.ndjson.gz`,
      lines.filter((line) => line.stream === stream).map(textOfLine),
    );
};
