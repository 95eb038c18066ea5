import type { ReadLine } from '../line/line.ts';

export type RejectedLine = Extract<ReadLine, { readonly type: 'FragmentRejected' }>;

/** A refused fragment: the lines of all its parts, in order, as they were first written. */
export type Rejection = readonly [RejectedLine, ...ReadonlyArray<RejectedLine>];

/** The ordinal of the first part, which names the whole. */
const firstOrdinalOf = ({ envelope, part }: ReadLine): number =>
  envelope.ordinal - (part?.part ?? 1) + 1;

/** Puts refused fragments together from their lines, which may come in any order and more than once. */
export class Rejections {
  readonly #parts = new Map<string, Map<number, RejectedLine>>();
  readonly #whole = new Set<string>();

  /** The fragment that this line completes; null where parts are missing, or it was complete before. */
  add(line: RejectedLine): Rejection | null {
    const id = `${line.envelope.epochId}-${firstOrdinalOf(line)}`;
    if (this.#whole.has(id)) return null;
    const parts = this.#parts.get(id) ?? new Map<number, RejectedLine>();
    parts.set(line.envelope.ordinal, line);
    this.#parts.set(id, parts);
    if (parts.size < (line.part?.parts ?? 1)) return null;
    this.#parts.delete(id);
    this.#whole.add(id);
    const [first, ...others] = [...parts.values()].sort(
      (a, b) => a.envelope.ordinal - b.envelope.ordinal,
    );
    return first === undefined ? null : [first, ...others];
  }

  /** How many fragments lack a part. */
  get incomplete(): number {
    return this.#parts.size;
  }

  /** How many fragments there are, incomplete ones too. */
  get found(): number {
    return this.#whole.size + this.#parts.size;
  }
}
