import type { Line, Producer } from '@bitcoin-pipeline/model';
import { openFeed, type FeedOptions } from '../sources/mempool/feed.ts';
import { Session, type SessionPorts, type Step } from './session.ts';
import type { ReceiptTimes } from './times.ts';

/** The block that is followed: the next one. */
const NEXT_BLOCK = 0;
const TICK_EVERY_MS = 1000;
/** A source that keeps sending what does not add up is asked for a snapshot this often, not more. */
const ASK_AGAIN_AFTER_MS = 5000;

export interface ListenerPorts extends SessionPorts {
  readonly store: (lines: ReadonlyArray<Line>) => void;
  /** Told after each change, with what a frame led to. */
  readonly changed: (change: ListenerChange, session: Session) => void;
}

export type ListenerChange =
  | { readonly tag: 'opened' | 'closed' }
  | { readonly tag: 'failed'; readonly reason: string }
  | { readonly tag: 'frame'; readonly step: Step; readonly atMs: number };

export interface ListenerOptions extends FeedOptions {
  /** How many sockets a recording has; the listener ends after the last. Null: it goes on. */
  readonly sockets: number | null;
}

export interface Listener {
  readonly session: Session;
  /** Resolves when a recording has ended. */
  readonly ended: Promise<void>;
  /** Closes the epoch in order. */
  readonly stop: () => void;
}

/** Wires a feed to a session: frames in, lines to the store. */
export const startListener = (
  options: ListenerOptions,
  producer: Producer,
  times: ReceiptTimes,
  ports: ListenerPorts,
): Listener => {
  const session = new Session(producer, ports);
  let socketsOpened = 0;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: NodeJS.Timeout | undefined;
  let stopped = false;
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });

  const ask = (): void => {
    clearTimeout(asking);
    const waitMs = askedAt + ASK_AGAIN_AFTER_MS - performance.now();
    if (waitMs > 0) {
      asking = setTimeout(ask, waitMs);
      return;
    }
    askedAt = performance.now();
    feed.askForSnapshot(NEXT_BLOCK);
  };

  const feed = openFeed(options, {
    opened: (endpoint) => {
      socketsOpened += 1;
      ports.store(session.opened(endpoint, times.opened()));
      ports.changed({ tag: 'opened' }, session);
    },
    frame: (bytes) => {
      if (stopped) return;
      const atMs = times.frame();
      const step = session.frame(bytes, atMs);
      ports.store(step.lines);
      if (step.wantsSnapshot) ask();
      ports.changed({ tag: 'frame', step, atMs }, session);
    },
    closed: (code) => {
      if (stopped) return;
      const last = socketsOpened === options.sockets;
      ports.store(session.closed(last ? 'recording-ended' : 'socket-closed', code, times.closed()));
      ports.changed({ tag: 'closed' }, session);
      if (last) stop();
    },
    failed: (reason) => {
      ports.changed({ tag: 'failed', reason }, session);
    },
  });

  const ticking = setInterval(() => {
    const now = times.now();
    if (now !== null) ports.store(session.tick(now));
  }, TICK_EVERY_MS);

  const stop = (): void => {
    if (stopped) return;
    stopped = true;
    clearInterval(ticking);
    clearTimeout(asking);
    if (session.isOpen) ports.store(session.closed('stopped', null, times.stopped()));
    feed.stop();
    end();
  };
  return { session, ended, stop };
};
