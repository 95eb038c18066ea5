/** What a whole block holds, in vbytes. */
const BLOCK_VBYTES = 1_000_000;

/** A bin this full has the last colour: more in one bin is rare, and looks no different. */
const FULL_SHARE = 0.4;

/**
 * The colour of a bin, 1 to `classes`; 0 for an empty one. By the root of its share of a block, because most bins hold
 * little, and little is what tells where the cut-off lies.
 */
export const densityClass = (vsizeVbytes: number, classes: number): number => {
  if (vsizeVbytes <= 0) return 0;
  const share = Math.sqrt(Math.min(1, vsizeVbytes / BLOCK_VBYTES / FULL_SHARE));
  return Math.max(1, Math.min(classes, Math.ceil(share * classes)));
};
