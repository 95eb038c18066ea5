import { scanValue, skipSpace, sliceText } from '../frame/scan.ts';
import { utf8Of } from './line.ts';

/** A value inside a payload that is an array of rows: its path and the text of each row. */
interface Rows {
  readonly path: ReadonlyArray<string>;
  readonly rows: ReadonlyArray<string>;
}

const OPEN_ARRAY = 0x5b;
const COMMA = 0x2c;

/** The texts of the elements of the JSON array in `bytes`; null where it is none. */
const elementTexts = (bytes: Uint8Array): ReadonlyArray<string> | null => {
  let at = skipSpace(bytes, 0);
  if (bytes[at] !== OPEN_ARRAY) return null;
  const texts: Array<string> = [];
  at = skipSpace(bytes, at + 1);
  while (bytes[at] !== undefined) {
    const scanned = scanValue(bytes, at);
    if (scanned === null) return texts;
    texts.push(sliceText(bytes, at, scanned.end));
    at = skipSpace(bytes, scanned.end);
    if (bytes[at] !== COMMA) return texts;
    at = skipSpace(bytes, at + 1);
  }
  return texts;
};

/** The member `key` of the JSON object in `bytes`. */
const member = (bytes: Uint8Array, key: string): Uint8Array | null => {
  let at = skipSpace(bytes, skipSpace(bytes, 0) + 1);
  while (bytes[at] === 0x22) {
    const name = scanValue(bytes, at);
    if (name === null) return null;
    const found = JSON.parse(sliceText(bytes, at, name.end)) === key;
    const start = skipSpace(bytes, skipSpace(bytes, name.end) + 1);
    const value = scanValue(bytes, start);
    if (value === null) return null;
    if (found) return bytes.subarray(start, value.end);
    at = skipSpace(bytes, value.end);
    if (bytes[at] === COMMA) at = skipSpace(bytes, at + 1);
  }
  return null;
};

const memberAt = (bytes: Uint8Array, path: ReadonlyArray<string>): Uint8Array | null =>
  path.reduce<Uint8Array | null>(
    (inner, key) => (inner === null ? null : member(inner, key)),
    bytes,
  );

const setAt = (
  target: Record<string, unknown>,
  path: ReadonlyArray<string>,
  value: unknown,
): void => {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const inner = target[key];
  if (typeof inner === 'object' && inner !== null)
    setAt(inner as Record<string, unknown>, rest, value);
};

/** The payload of one part: the outer shape of the whole with only these rows. */
const partPayload = (shape: string, taken: ReadonlyArray<Rows>): Uint8Array => {
  const value = JSON.parse(shape) as Record<string, unknown>;
  const marks = taken.map(({ path }, index) => {
    const mark = `rows:${index}`;
    setAt(value, path, mark);
    return mark;
  });
  const text = marks.reduce(
    (sofar, mark, index) =>
      sofar.replace(JSON.stringify(mark), () => `[${(taken[index]?.rows ?? []).join(',')}]`),
    JSON.stringify(value),
  );
  return utf8Of(text);
};

const shapeOf = (payload: Uint8Array, found: ReadonlyArray<Rows>): string => {
  const value = JSON.parse(sliceText(payload, 0, payload.length)) as Record<string, unknown>;
  for (const { path } of found) setAt(value, path, []);
  return JSON.stringify(value);
};

/**
 * Splits a payload by its rows into payloads of at most `maxBytes`, in the order of `rowPaths`, so that reading
 * the parts one after another equals reading the whole. Null where it can't be: no rows, or one row too long.
 */
export const splitRows = (
  payload: Uint8Array,
  rowPaths: ReadonlyArray<ReadonlyArray<string>>,
  maxBytes: number,
): ReadonlyArray<Uint8Array> | null => {
  const found: ReadonlyArray<Rows> = rowPaths.flatMap((path) => {
    const array = memberAt(payload, path);
    const rows = array === null ? null : elementTexts(array);
    return rows === null ? [] : [{ path, rows }];
  });
  if (found.length === 0) return null;
  const shape = shapeOf(payload, found);
  const budget = maxBytes - utf8Of(shape).length;

  const parts: Array<Array<{ path: ReadonlyArray<string>; rows: Array<string> }>> = [];
  let left = -1;
  for (const { path, rows } of found) {
    for (const row of rows) {
      const cost = utf8Of(row).length + 1;
      if (cost > budget) return null;
      if (cost > left) {
        parts.push(found.map((each) => ({ path: each.path, rows: [] })));
        left = budget;
      }
      left -= cost;
      parts
        .at(-1)
        ?.find((each) => each.path === path)
        ?.rows.push(row);
    }
  }
  return parts.length === 0 ? null : parts.map((part) => partPayload(shape, part));
};

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

/** Splits a text into JSON strings of at most `maxBytes` each, never inside a character. */
export const splitText = (text: string, maxBytes: number): ReadonlyArray<Uint8Array> => {
  const whole = utf8Of(JSON.stringify(text));
  if (whole.length <= maxBytes) return [whole];
  const step = Math.floor((maxBytes - 2) / 6); // one UTF-16 unit takes at most six bytes: \u0000
  const parts: Array<Uint8Array> = [];
  for (let at = 0; at < text.length;) {
    let end = Math.min(at + step, text.length);
    if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end -= 1;
    parts.push(utf8Of(JSON.stringify(text.slice(at, end))));
    at = end;
  }
  return parts;
};
