import type { ServerEvent } from './broadcast.ts';
import type { BlockRow, HistoryPort, LivePort } from './ports.ts';
import { BLOCKS_SHOWN, overlayBlocks } from '../layout/blocks.ts';
import { parts, viewOf, type View } from './view.ts';

/** The view as it was last told, and word of each change. */
export interface Feed {
  readonly view: () => View;
  /** Something that the view shows and no port tells of has changed. */
  readonly lookAgain: () => void;
  readonly stop: () => void;
}

/** Tables that could not be read are asked again: the next build of theirs may be hours away. */
const AGAIN_AFTER_MS = 60_000;

interface History {
  readonly rows: ReadonlyArray<BlockRow>;
  readonly error: string | null;
}

/**
 * Follows the live port and, after each build, the warehouse. Tells `onChange` the parts that differ
 * from what it told before, at most once each `flushMs`.
 */
export const followPorts = (
  live: LivePort,
  historyPort: HistoryPort,
  brokenEvents: () => number,
  flushMs: number,
  onChange: (events: ReadonlyArray<ServerEvent>) => void,
): Feed => {
  let history: History = { rows: [], error: null };
  let historyOf: string | null = null; // `builtAt` of the build that was read
  const look = (): View => {
    const state = live.state();
    const rows = overlayBlocks(history.rows, state.blocks);
    return viewOf(state, { rows, historyError: history.error }, brokenEvents());
  };
  let view = look();
  let timer: NodeJS.Timeout | null = null;
  let again: NodeJS.Timeout | undefined;
  let stopped = false;

  const flush = (): void => {
    timer = null;
    const before = view;
    view = look();
    onChange(changes(before, view));
  };
  const soon = (): void => {
    if (!stopped) timer ??= setTimeout(flush, flushMs);
  };
  const readHistory = async (builtAt: string): Promise<void> => {
    historyOf = builtAt;
    clearTimeout(again);
    const read = await historyPort.recentBlocks(BLOCKS_SHOWN);
    if (stopped || historyOf !== builtAt) return; // a newer build is being read
    if (read._tag === 'Left') again = setTimeout(() => void readHistory(builtAt), AGAIN_AFTER_MS);
    history =
      read._tag === 'Right'
        ? { rows: read.right, error: null }
        : { rows: history.rows, error: read.left };
    soon();
  };
  const onState = (): void => {
    const { builtAt } = live.state().warehouse;
    if (builtAt !== null && builtAt !== historyOf) void readHistory(builtAt);
    soon();
  };

  const unsubscribe = live.subscribe(onState);
  onState();
  return {
    view: () => view,
    lookAgain: soon,
    stop: () => {
      stopped = true;
      unsubscribe();
      clearTimeout(again);
      if (timer !== null) clearTimeout(timer);
    },
  };
};

const changes = (before: View, after: View): ReadonlyArray<ServerEvent> =>
  parts.flatMap((name) => {
    const json = JSON.stringify(after[name]);
    return json === JSON.stringify(before[name]) ? [] : [{ name, json }];
  });
