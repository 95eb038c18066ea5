import type { Told } from './told.ts';
import { eventNames } from './told.ts';
import type { Loss } from './words.ts';

/** Longest wait before a connection that was refused, or brought what can't be used, is opened again. */
const LONGEST_WAIT_MS = 60_000;
const FIRST_WAIT_MS = 2000;

/** Events that must have been fine before a wait is short again. */
const FINE_AFTER = 30;

export interface ConnectionPorts {
  /** Id of the event to go on after; asked at each opening. */
  readonly after: () => string | null;
  readonly told: (told: Told) => void;
  /** An event that is no JSON. */
  readonly broken: (name: string) => void;
  readonly lost: (how: Loss) => void;
}

export interface Connection {
  /** Opens anew, a while later if that was done before. */
  readonly again: () => void;
  readonly close: () => void;
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** The path of the stream: a browser sends the header only when it reconnects by itself. */
const pathOf = (after: string | null): string =>
  after === null ? '/events' : `/events?after=${encodeURIComponent(after)}`;

/** One server-sent stream, opened again for as long as it is wanted. */
export const connect = (ports: ConnectionPorts): Connection => {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let waitMs = FIRST_WAIT_MS;
  let fine = 0;

  const hear = (name: Told['name'], { data, lastEventId }: MessageEvent<string>): void => {
    const value = parsed(data);
    if (value === undefined) {
      ports.broken(name);
      return;
    }
    fine += 1;
    if (fine > FINE_AFTER) waitMs = FIRST_WAIT_MS;
    // the id of the newest picture stays with the events after it, which have none of their own
    const id = name === 'tiles' ? lastEventId : null;
    // our own server, same version: no decoding twice
    ports.told({ name, value, id } as Told);
  };
  const open = (): void => {
    timer = null;
    fine = 0;
    const opened = new EventSource(pathOf(ports.after()));
    source = opened;
    for (const name of eventNames)
      opened.addEventListener(name, (event: MessageEvent<string>) => hear(name, event));
    let how: Loss = 'lost';
    opened.addEventListener('dropped', () => (how = 'dropped'));
    opened.addEventListener('error', () => {
      ports.lost(how);
      how = 'lost'; // that it is not there again at once has another reason
      if (opened.readyState === EventSource.CLOSED) later();
    });
  };
  const later = (): void => {
    source?.close();
    timer ??= setTimeout(open, waitMs);
    waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
  };

  open();
  return {
    again: later,
    close: () => {
      if (timer !== null) clearTimeout(timer);
      source?.close();
    },
  };
};
