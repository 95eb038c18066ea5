/** Neighbours of which the same is true, e.g. columns in one gap. */
export interface Stretch {
  readonly from: number;
  /** The first one after it. */
  readonly to: number;
  readonly cause: string;
}

/** Stretches of one cause; null parts them. */
export const stretchesOf = (causes: ReadonlyArray<string | null>): ReadonlyArray<Stretch> => {
  const stretches: Stretch[] = [];
  causes.forEach((cause, index) => {
    if (cause === null) return;
    const last = stretches.at(-1);
    const goesOn = last?.to === index && last.cause === cause;
    if (goesOn) stretches.pop();
    stretches.push({ from: goesOn ? last.from : index, to: index + 1, cause });
  });
  return stretches;
};
