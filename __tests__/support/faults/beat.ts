/** What is slept through for longer is not made up for, so that whoever else waits has a turn. */
const MOST_AT_ONCE = 4;

/** Calls at a steady rate, as far as the machine keeps up; returns the way to stop it. */
export const beat = (perSecond: number, call: () => void): (() => void) => {
  let calledAtMs = performance.now();
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - calledAtMs) / 1000) * perSecond);
    if (due === 0) return;
    calledAtMs = due > MOST_AT_ONCE ? performance.now() : calledAtMs + (due * 1000) / perSecond;
    for (let count = 0; count < Math.min(due, MOST_AT_ONCE); count += 1) call();
  }, 5);
  return () => clearInterval(timer);
};
