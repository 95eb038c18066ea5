import { follow, type Follower } from './follower.ts';
import { lead, type Leader } from './leader.ts';
import type { Memory } from './memory.ts';
import type { Ears, Word } from './words.ts';

/** Lock and channel of all tabs of this page. */
const NAME = 'bitcoin-pipeline-stream';

/** Both are missing where the page is not served securely: then each tab has a stream of its own. */
const canShare = (): boolean => 'locks' in navigator && 'BroadcastChannel' in globalThis;

/** Takes part in this browser's one stream; returns the way to leave. */
const takePart = (memory: Memory, ears: Ears): (() => void) => {
  const channel = new BroadcastChannel(NAME);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has its own origin only
  const say = (word: Word): void => channel.postMessage(word);
  const leaving = new AbortController();
  let leader: Leader | null = null;
  const follower: Follower = follow(crypto.randomUUID(), memory, ears, say);

  channel.addEventListener('message', ({ data: word }: MessageEvent<Word>) => {
    if (leader === null) follower.heard(word);
    else if (word.tag === 'join') leader.asked(word.tab, word.after);
  });
  const untilLeft = (): Promise<void> =>
    new Promise((resolve) => {
      if (leaving.signal.aborted) resolve();
      else leaving.signal.addEventListener('abort', () => resolve());
    });
  const asLeader = (): Promise<void> => {
    if (!leaving.signal.aborted) {
      follower.stop();
      leader = lead(crypto.randomUUID(), memory, ears, say);
    }
    return untilLeft();
  };
  // a request that is given up rejects; nobody waits for it then
  navigator.locks.request(NAME, { signal: leaving.signal }, asLeader).catch(() => undefined);

  return () => {
    leaving.abort();
    follower.stop();
    leader?.stop();
    channel.close();
  };
};

/**
 * Follows the server for as long as the page is open, with one stream for all tabs. A page that the browser freezes
 * leaves, so that nothing piles up for it and another tab can have the stream, and comes back to what it lacks.
 */
export const followStream = (memory: Memory, ears: Ears): void => {
  if (!canShare()) {
    lead('alone', memory, ears, () => undefined);
    return;
  }
  let leave: (() => void) | null = takePart(memory, ears);
  const rest = (): void => {
    leave?.();
    leave = null;
  };
  const comeBack = (): void => {
    leave ??= takePart(memory, ears);
  };
  document.addEventListener('freeze', rest);
  document.addEventListener('resume', comeBack);
  addEventListener('pagehide', rest);
  addEventListener('pageshow', comeBack);
};
