import type { Line, Producer } from '@bitcoin-pipeline/model';
import { openFeed, type FeedOptions } from '../sources/mempool/feed.ts';
import { Asker } from './asker.ts';
import { AuditSchedule } from './audit-schedule.ts';
import type { Predecessor } from './handover.ts';
import { RoomWait } from './room-wait.ts';
import { Session, type SessionPorts, type Step } from './session.ts';
import type { ReceiptTimes } from './times.ts';

const TICK_EVERY_MS = 1000;
/** How long a recording, which can wait, is held until there is room again. */
const HELD_MS = 20;
/** The wall clock is set in steps; less than this is not worth an epoch. */
const CLOCK_STEP_MS = 1000;
/** A socket that ends this soon after an audit ended because of it, for all we know. */
const AUDIT_ECHO_MS = 30_000;

/** A frame's lines hold its bytes and an envelope for each fragment. */
const LINE_BYTES_PER_FRAME_BYTE = 2;

export interface ListenerPorts extends SessionPorts {
  readonly store: (lines: ReadonlyArray<Line>) => void;
  /** Whether so many bytes of lines can be stored. */
  readonly hasRoom: (bytes: number) => boolean;
  /** Told after each change, with what a frame led to. */
  readonly changed: (change: ListenerChange, session: Session) => void;
  /** The counts do not add up: a defect of ours, after which nothing more is read. */
  readonly failed: (reason: string) => void;
}

export type ListenerChange =
  | { readonly tag: 'opened' | 'closed' | 'spool-full' | 'spool-has-room' }
  | { readonly tag: 'failed'; readonly reason: string }
  | { readonly tag: 'frame'; readonly step: Step; readonly atMs: number };

export interface ListenerOptions extends FeedOptions {
  /** How many sockets a recording has; the listener ends after the last. Null: it goes on. */
  readonly sockets: number | null;
  /** Time between two audits; null: none. */
  readonly auditEveryMs: number | null;
  readonly predecessors: ReadonlyArray<Predecessor>;
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
  const session = new Session(producer, ports, options.url);
  const audits = new AuditSchedule(options.auditEveryMs, performance.now());
  let socketsOpened = 0;
  let auditedAt = Number.NEGATIVE_INFINITY;
  let stopped = false;
  /** Frames are read and given up. */
  let isFull = false;
  const roomWait = new RoomWait();
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const asker = new Asker((checked) => {
    if (feed.askForSnapshot(checked)) session.asked();
  });

  const stop = (): void => {
    if (stopped) return;
    stopped = true;
    clearInterval(ticking);
    asker.stop();
    if (session.isOpen) ports.store(session.closed('stopped', null, times.closed()));
    const now = times.now();
    if (now !== null) ports.store(session.end('stopped', now));
    feed.stop();
    if (session.fault !== null) ports.failed(`the counts do not add up: ${session.fault}`);
    end();
  };
  const audit = (): void => {
    if (!session.isOpen || session.tracker === null || session.tracker.gapIsOpen) return;
    if (!audits.isDue(performance.now())) return;
    auditedAt = performance.now();
    asker.ask(false); // what is stated may be of the update before, which our own rows are to show
  };
  /** Leaves the socket for one whose epoch has the right time. */
  const followClock = (now: number): void => {
    if (Math.abs(times.steppedMs()) < CLOCK_STEP_MS) return;
    const wasOpen = session.isOpen;
    if (wasOpen) ports.store(session.closed('clock-stepped', null, times.closed()));
    ports.store(session.end('clock-stepped', times.now() ?? now));
    times.reset();
    if (!wasOpen) return;
    ports.changed({ tag: 'closed' }, session);
    feed.reopen();
  };
  const leaveForWantOfRoom = (): void => {
    isFull = true;
    roomWait.full(performance.now());
    if (session.isOpen) ports.store(session.closed('spool-full', null, times.closed()));
    ports.changed({ tag: 'spool-full' }, session);
  };
  /** Goes on with a new socket, whose epoch begins with a whole snapshot. */
  const goOn = (now: number): void => {
    isFull = false;
    roomWait.wentOn(performance.now());
    ports.store(session.roomAgain(now));
    ports.changed({ tag: 'spool-has-room' }, session);
    feed.reopen();
  };
  /** A recording waits for room instead of being given up. */
  const hold = (): void => {
    const hasRoom = ports.hasRoom(0);
    feed.hold(!hasRoom);
    if (!hasRoom && !stopped) setTimeout(hold, HELD_MS);
  };
  const tick = (): void => {
    const now = times.now();
    if (now === null) return;
    if (!isFull && !ports.hasRoom(0)) leaveForWantOfRoom();
    if (isFull && roomWait.isOver(performance.now()) && ports.hasRoom(0)) goOn(now);
    if (isFull) return;
    const { lines, wantsSnapshot } = session.tick(now);
    ports.store(lines);
    if (wantsSnapshot) asker.ask(true);
    audit();
    followClock(now);
    if (session.fault !== null) stop();
  };

  const startedAtMs = times.now();
  if (startedAtMs !== null) ports.store(session.begin(options.predecessors, startedAtMs));
  const feed = openFeed(options, {
    opened: (endpoint) => {
      socketsOpened += 1;
      if (isFull) return;
      asker.helped();
      ports.store(session.opened(endpoint, times.opened()));
      ports.changed({ tag: 'opened' }, session);
    },
    frame: (bytes) => {
      if (stopped) return;
      const room = bytes.length * LINE_BYTES_PER_FRAME_BYTE;
      const canWait = options.recorded === true;
      if (!isFull && !canWait && !ports.hasRoom(room)) leaveForWantOfRoom();
      if (isFull) {
        session.giveUp(bytes);
        return;
      }
      if (!session.isOpen) return;
      const atMs = times.frame();
      const step = session.frame(bytes, atMs);
      ports.store(step.lines);
      if (step.wantsSnapshot) asker.ask(true);
      if (session.tracker?.level !== 'unknown') asker.helped();
      if (step.audited) audits.borne();
      ports.changed({ tag: 'frame', step, atMs }, session);
      if (canWait && !ports.hasRoom(room)) hold();
    },
    closed: (code) => {
      if (stopped) return;
      const last = socketsOpened === options.sockets;
      if (performance.now() - auditedAt < AUDIT_ECHO_MS) audits.backOff();
      ports.store(session.closed(last ? 'recording-ended' : 'socket-closed', code, times.closed()));
      ports.changed({ tag: 'closed' }, session);
      if (last) stop();
    },
    failed: (reason, refused) => {
      if (refused) audits.backOff();
      ports.changed({ tag: 'failed', reason }, session);
    },
  });
  const ticking = setInterval(tick, TICK_EVERY_MS);
  return { session, ended, stop };
};
