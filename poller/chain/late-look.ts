import { covers, PAGE_BLOCKS, type ChainState, type KnownBlock } from './state.ts';

/** The source keeps so many of the newest blocks in a shape that lacks what is filled in later. */
const MEMORY_BLOCKS = 32;
const HOUR_MS = 3_600_000;
/** Looked at by then, however few have come since. */
const LATEST_LOOK_MS = 20 * HOUR_MS;
/** Older ones are not looked at again. */
const TOO_OLD_MS = 24 * HOUR_MS;

const isDue = (block: KnownBlock, tipHeight: number, nowMs: number): boolean => {
  const ageMs = nowMs - block.minedAtMs;
  if (!block.awaitsLook || ageMs >= TOO_OLD_MS) return false;
  return tipHeight - block.height > MEMORY_BLOCKS || ageMs >= LATEST_LOOK_MS;
};

/** The height to ask a page for, once a page of blocks is due for a second look or one of them can't wait; else null. */
export const lateLookAt = ({ newest, segments }: ChainState, nowMs: number): number | null => {
  const tipHeight = newest[0]?.height ?? 0;
  const due = newest.filter((block) => isDue(block, tipHeight, nowMs));
  const oldest = due.at(-1);
  const isUrgent = due.some(({ minedAtMs }) => nowMs - minedAtMs >= LATEST_LOOK_MS);
  if (oldest === undefined || (due.length < PAGE_BLOCKS && !isUrgent)) return null;
  const top = segments.find((segment) => covers(segment, oldest.height))?.to ?? oldest.height;
  return Math.min(oldest.height + PAGE_BLOCKS - 1, top);
};

/** The blocks from a height up to another have had their second look, as far as it was due. */
export const looked = (state: ChainState, from: number, to: number, nowMs: number): ChainState => {
  const tipHeight = state.newest[0]?.height ?? 0;
  return {
    ...state,
    newest: state.newest.map((block) =>
      from <= block.height && block.height <= to && isDue(block, tipHeight, nowMs)
        ? { ...block, awaitsLook: false }
        : block,
    ),
  };
};
