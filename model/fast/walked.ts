/** So many zeros stand behind what is walked. Nothing of JSON goes on at a zero, and nothing looks further at once. */
const ZEROS = 128;
const DOUBLE_BYTES = 8;
const FIRST_BYTES = 2 ** 20;
/** A longer frame is left to the plain way; a snapshot of a whole block has 500 KB. */
const MOST_BYTES = 2 ** 25;

let held = new Uint8Array(FIRST_BYTES);
let view = new DataView(held.buffer);

/**
 * The bytes, to be walked: copied, so that zeros stand behind them and no step has to ask whether it is the last. Valid
 * until it is called again; null where they are too many.
 */
export const walked = (bytes: Uint8Array): DataView | null => {
  const most = bytes.length + ZEROS;
  if (most > MOST_BYTES) return null;
  if (most > held.length) {
    held = new Uint8Array(2 ** Math.ceil(Math.log2(most)));
    view = new DataView(held.buffer);
  }
  held.set(bytes);
  // a quarter of what `fill` takes
  for (let at = bytes.length; at < most; at += DOUBLE_BYTES) view.setFloat64(at, 0);
  return view;
};

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of the bytes [start, end) of what is walked; they are valid UTF-8. */
export const textAt = (start: number, end: number): string =>
  utf8.decode(held.subarray(start, end));

interface Latin1 {
  latin1Slice(this: Uint8Array, start: number, end: number): string;
}

/** Node's own, which makes a text of ASCII in a third of the time. */
const { prototype } = (globalThis as { Buffer?: { readonly prototype: Latin1 } }).Buffer ?? {};

/** As `textAt`, of ASCII. */
export const asciiAt: (start: number, end: number) => string =
  prototype === undefined ? textAt : (start, end) => prototype.latin1Slice.call(held, start, end);
