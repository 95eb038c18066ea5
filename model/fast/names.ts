import { asciiAt } from './walked.ts';

/** The keys of frames, as strings that are made once: by length the one that came last, as the same few come again. */
const recent: Array<string> = [];
const MOST_LETTERS = 64;

const isAt = (name: string, view: DataView, start: number): boolean => {
  for (let index = 0; index < name.length; index += 1)
    if (name.charCodeAt(index) !== view.getUint8(start + index)) return false;
  return true;
};

/** The text of the bytes [start, end), which are ASCII. */
export const nameAt = (view: DataView, start: number, end: number): string => {
  const name = recent[end - start];
  if (name !== undefined && isAt(name, view, start)) return name;
  const fresh = asciiAt(start, end);
  if (fresh.length <= MOST_LETTERS) recent[fresh.length] = fresh;
  return fresh;
};
