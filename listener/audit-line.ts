import type { Audit, Epoch, Line } from '@bitcoin-pipeline/model';

/** Txids named of each kind of difference; the counts tell how many there were. */
const TXIDS_NAMED = 10;

export const writeAudit = (epoch: Epoch, audit: Audit, atMs: number): ReadonlyArray<Line> => {
  const { difference, ...fields } = audit;
  const { onlyHere, onlyThere, differing } = difference;
  return epoch.record(
    'AuditCompleted',
    {
      ...fields,
      onlyHereRows: onlyHere.length,
      onlyThereRows: onlyThere.length,
      differingRows: differing.length,
    },
    atMs,
    {
      only_here: onlyHere.slice(0, TXIDS_NAMED),
      only_there: onlyThere.slice(0, TXIDS_NAMED),
      differing: differing.slice(0, TXIDS_NAMED),
    },
  );
};
