/** Asks for the newest thing wanted, and for nothing that was wanted before it. */
export interface LatestWins<Key> {
  readonly want: (key: Key) => void;
  /** What is wanted no longer is not asked for; an answer under way still comes. */
  readonly forget: () => void;
}

/** One question at a time, and never two within `everyMs`. An answer is told unless something newer is wanted. */
export const latestWins = <Key, Answer>(
  ask: (key: Key) => Promise<Answer>,
  everyMs: number,
  told: (key: Key, answer: Answer) => void,
): LatestWins<Key> => {
  let wanted: { readonly key: Key } | null = null;
  let isUnderWay = false;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let askedMs = Number.NEGATIVE_INFINITY;

  const asked = async (key: Key): Promise<void> => {
    isUnderWay = true;
    askedMs = performance.now();
    const answer = await ask(key);
    isUnderWay = false;
    if (wanted === null) told(key, answer);
    next();
  };
  const next = (): void => {
    if (wanted === null || isUnderWay || timer !== null) return;
    const waitMs = askedMs + everyMs - performance.now();
    if (waitMs > 0) {
      timer = setTimeout(() => {
        timer = null;
        next();
      }, waitMs);
      return;
    }
    const { key } = wanted;
    wanted = null;
    void asked(key);
  };

  return {
    want: (key) => {
      wanted = { key };
      next();
    },
    forget: () => (wanted = null),
  };
};
