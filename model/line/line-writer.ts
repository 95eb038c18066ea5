import type { EventType } from '../catalogue.ts';
import type { Envelope } from './envelope.ts';
import { fillLine, MAX_LINE_BYTES, TAIL_BYTES } from './line.ts';
import type { LineBytes } from './line-bytes.ts';
import { RecentHead, type HeadValues } from './recent-head.ts';

/** The head of a line that may be a part is this much longer at the most: ordinals of sixteen digits, part and parts. */
const WIDEST_BYTES = 128;

/** What lines have in common that differ in numbers, time and fields only. */
export interface LineKind {
  readonly type: EventType;
  readonly layout: string;
  readonly path: string;
}

interface Recent extends LineKind {
  readonly head: RecentHead;
}

/** Writes the lines of one epoch, those of accepted fragments that need not be split. */
export class LineWriter {
  readonly #lineBytes: LineBytes;
  /** Of each event the kind that came last. */
  readonly #recent = new Map<EventType, Recent>();

  constructor(lineBytes: LineBytes) {
    this.#lineBytes = lineBytes;
  }

  /**
   * The same bytes as `headOf` and `lineBytes` make, with less in between. Null where the line is so long that it has
   * to be split, or may have to be.
   * @param envelope of this very line; asked for at need
   */
  write(
    kind: LineKind,
    values: HeadValues,
    payload: Uint8Array,
    envelope: () => Envelope,
  ): Uint8Array | null {
    const head = this.#headOf(kind).of(values, envelope);
    const length = head.length + payload.length + TAIL_BYTES;
    if (length + WIDEST_BYTES > MAX_LINE_BYTES) return null;
    const line = this.#lineBytes.take(length);
    fillLine(line, head, payload);
    return line;
  }

  #headOf({ type, layout, path }: LineKind): RecentHead {
    const recent = this.#recent.get(type);
    if (recent?.path === path && recent.layout === layout) return recent.head;
    const head = new RecentHead(type);
    this.#recent.set(type, { type, layout, path, head });
    return head;
  }
}
