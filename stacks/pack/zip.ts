import { zipSync } from 'fflate';

/** One file of an archive. */
export interface Packed {
  /** With `/` between folders. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Whether it may be run. */
  readonly isProgram: boolean;
}

const UNIX = 3;
/** Time of day has no zone in an archive: this is the first moment it can name, wherever it is packed. */
const FIRST_MOMENT = new Date(1980, 0, 1);

const modeOf = ({ isProgram }: Packed): number => (isProgram ? 0o100755 : 0o100644);

const byPath = (a: Packed, b: Packed): number => (a.path < b.path ? -1 : 1);

/**
 * An archive whose bytes follow from names, contents and modes alone. The compression is JavaScript: Node's own gives
 * other bytes on other processors.
 */
export const zipOf = (files: ReadonlyArray<Packed>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      files
        .toSorted(byPath)
        .map((file) => [
          file.path,
          [file.bytes, { mtime: FIRST_MOMENT, os: UNIX, attrs: modeOf(file) * 0x1_00_00 }],
        ]),
    ),
    { level: 9 },
  );
