/** Tells how far something is, at most once in each interval; nothing where it takes less than one. */
export const progressEvery = (
  intervalMs: number,
  tell: (done: number, total: number) => void,
  nowMs: () => number = () => performance.now(),
): ((done: number, total: number) => void) => {
  let toldAtMs = nowMs();
  return (done, total) => {
    if (nowMs() - toldAtMs < intervalMs) return;
    toldAtMs = nowMs();
    tell(done, total);
  };
};
