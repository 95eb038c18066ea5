import { asciiAt } from './walked.ts';

/** The keys of frames, as strings that are made once: the same few come with every frame. */
const known = new Map<number, string>();
const MOST_NAMES = 500;

const isAt = (name: string, view: DataView, start: number): boolean => {
  for (let index = 0; index < name.length; index += 1)
    if (name.charCodeAt(index) !== view.getUint8(start + index)) return false;
  return true;
};

/** The text of the bytes [start, end), which are ASCII. */
export const nameAt = (view: DataView, start: number, end: number): string => {
  let mixed = end - start;
  for (let at = start; at < end; at += 1) mixed = (Math.imul(mixed, 31) + view.getUint8(at)) | 0;
  const name = known.get(mixed);
  if (name !== undefined && name.length === end - start && isAt(name, view, start)) return name;
  const fresh = asciiAt(start, end);
  if (known.size < MOST_NAMES) known.set(mixed, fresh);
  return fresh;
};
