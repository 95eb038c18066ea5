import type { FragmentEventType } from '../../../model/catalogue.ts';

/** The one event a measured frame holds: its type and the value under its key. */
export const eventIn = (
  frame: unknown,
): { readonly type: FragmentEventType; readonly value: unknown } => {
  const keys = frame as Readonly<Record<string, unknown>>;
  const projected = keys['projected-block-transactions'] as Readonly<Record<string, unknown>>;
  if (projected !== undefined)
    return {
      type: projected['delta'] === undefined ? 'NextBlockSnapshotTaken' : 'NextBlockChanged',
      value: projected,
    };
  const block = keys['block'];
  return block === undefined
    ? { type: 'ConversionsQuoted', value: keys['conversions'] }
    : { type: 'BlockObserved', value: block };
};
