/** A difference that the second plan finds because the server says something else than AWS would. */
export interface KnownDrift {
  readonly type: string;
  /** Places in lists left out. */
  readonly argument: string;
  /** What the server does. */
  readonly reason: string;
}

/** Seen with ministack 1.5.33; anything beyond fails, and what no longer occurs is told. */
export const knownDrift: ReadonlyArray<KnownDrift> = [];
