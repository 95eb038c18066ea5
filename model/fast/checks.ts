/** What compiled guards are made of. */

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isBetween = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'number' && value >= least && value <= most;

export const isWholeBetween = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'number' && value >= least && value <= most && Math.floor(value) === value;

/** Bounds in quarters. */
export const isQuartersBetween = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'number' && isWholeBetween(value * 4, least, most);

/** 1 for the lowercase hex digits. A table and no comparison: which digit comes next no processor can guess. */
const HEX = Uint8Array.from({ length: 128 }, (_, unit) =>
  /[0-9a-f]/.test(String.fromCharCode(unit)) ? 1 : 0,
);
const isHexAt = (text: string, at: number): number => HEX[text.charCodeAt(at)] ?? 0;

/** @param digits a multiple of four */
export const isHexOf = (value: unknown, digits: number): boolean => {
  if (typeof value !== 'string' || value.length !== digits) return false;
  let all = 1;
  for (let at = 0; at < digits; at += 4)
    all &=
      isHexAt(value, at) & isHexAt(value, at + 1) & isHexAt(value, at + 2) & isHexAt(value, at + 3);
  return all === 1;
};

/** So many capital letters, and nothing else. */
export const isCapitals = (key: string, letters: number): boolean => {
  if (key.length !== letters) return false;
  for (let at = 0; at < letters; at += 1) {
    const unit = key.charCodeAt(at);
    if (unit < 0x41 || unit > 0x5a) return false;
  }
  return true;
};
