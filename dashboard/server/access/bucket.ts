/** How much one address may ask: `capacity` at once, and `perSecond` in the long run. */
export interface Rate {
  readonly capacity: number;
  readonly perSecond: number;
}

/** Seconds to wait; 0: go on. */
export type Ask = (address: string, nowMs: number) => number;

interface Bucket {
  left: number;
  atMs: number;
}

/** Addresses that are remembered; who comes back after so many others has a full bucket again. */
const ADDRESSES_KEPT = 2000;

/** A token bucket for each address. */
export const buckets = ({ capacity, perSecond }: Rate): Ask => {
  const known = new Map<string, Bucket>();
  return (address, nowMs) => {
    const before = known.get(address) ?? { left: capacity, atMs: nowMs };
    const refilled = before.left + (Math.max(0, nowMs - before.atMs) / 1000) * perSecond;
    const left = Math.min(capacity, refilled);
    known.delete(address); // the newest stands last
    known.set(address, { left: left >= 1 ? left - 1 : left, atMs: nowMs });
    const [oldest] = known.keys();
    if (known.size > ADDRESSES_KEPT && oldest !== undefined) known.delete(oldest);
    return left >= 1 ? 0 : Math.ceil((1 - left) / perSecond);
  };
};
