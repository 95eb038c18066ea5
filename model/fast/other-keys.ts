const QUOTE = 0x22;
/** Where the keys begin that were met in the objects that are open, innermost last. */
const starts = new Int32Array(4096);
/** An object with more is left to the plain way: each key is compared with those before it. */
const MOST_KEYS = 64;
let top = 0;

const isSameKey = (view: DataView, one: number, other: number): boolean => {
  let at = 0;
  while (view.getUint8(one + at) === view.getUint8(other + at)) {
    if (view.getUint8(one + at) === QUOTE) return true;
    at += 1;
  }
  return false;
};

/** An object begins: what `isNewKey` and `closeKeys` want to be told of it. */
export const openKeys = (): number => top;

/** An object ends, and with -1 all that are open. */
export const closeKeys = (opened: number): void => {
  top = opened;
};

/** Whether the key whose text begins at `start`, behind its quote, was not met in this object before. */
export const isNewKey = (view: DataView, opened: number, start: number): boolean => {
  if (top - opened >= MOST_KEYS || top >= starts.length) return false;
  for (let at = opened; at < top; at += 1)
    if (isSameKey(view, starts[at] ?? 0, start)) return false;
  starts[top] = start;
  top += 1;
  return true;
};
