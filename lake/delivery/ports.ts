import type { StreamName } from '@bitcoin-pipeline/model';
import type * as E from 'fp-ts/lib/Either.js';

/** A line that is durable here and not known to be in the lake. */
export interface WaitingLine {
  /** Its place among all lines of its backlog, of every stream: rises from line to line, begins with 1. */
  readonly position: number;
  readonly observedAt: string;
  /** UTF-8, line feed included. */
  readonly bytes: Uint8Array;
}

/** The backlog can't be read: a sentence that names the file and the way out. */
export interface BacklogFault {
  readonly code: 'damaged' | 'io';
  readonly message: string;
}

/** Durable lines on their way to the lake, in order. Every stream has a position of its own. */
export interface Backlog {
  /** The durable lines of a stream after a position: as many as `maxBytes` hold, but one at least where there is one. */
  readonly read: (
    stream: StreamName,
    after: number,
    maxBytes: number,
  ) => Promise<E.Either<BacklogFault, ReadonlyArray<WaitingLine>>>;
  /** The newest durable position of all streams; 0 before the first. */
  readonly durable: () => number;
  /** Calls back whenever `durable` has risen; returns the way to stop it. */
  readonly subscribe: (grown: () => void) => () => void;
  /** Up to where a stream is in the lake; 0 before the first line. */
  readonly acknowledged: (stream: StreamName) => number;
  /** Everything of a stream up to this position is in the lake and may be forgotten. */
  readonly acknowledge: (stream: StreamName, position: number) => void;
}

/** Why a put failed: a closed list. */
export const putFaultCodes = [
  'throttled',
  'unavailable', // 5xx, and what the service calls internal
  'timeout',
  'network', // refused, reset, no such host
  'partial', // some records of a batch were refused
  'access-denied', // also expired or unknown credentials
  'missing', // no such stream or bucket
  'refused', // any other answer of 4xx
  'conflict', // another object of that name
  'no-space',
  'no-permission',
  'io',
] as const;
export type PutFaultCode = (typeof putFaultCodes)[number];

export interface PutFault {
  readonly code: PutFaultCode;
  /** A person has to repair something; it is tried again all the same, slowly. */
  readonly isPermanent: boolean;
  /** What and where, and the next step where it is permanent. Never a secret, never a body. */
  readonly message: string;
}

/** Lines ready to go. What an attempt did bring into the lake is not sent again by the next. */
export interface Shipment {
  /** Records of Firehose, or 1 for an object. */
  readonly records: number;
  /** As sent. */
  readonly bytes: number;
  /** Right: all of it is in the lake. Never rejects. */
  readonly attempt: () => Promise<E.Either<PutFault, void>>;
}

/** When lines go out: the first of size, age and hour. */
export interface Roll {
  /** How long a line waits at most for later ones. */
  readonly ageMs: number;
  /** Bytes of lines in one shipment. */
  readonly bytes: number;
  /** Lines of two hours of arrival never share a shipment. */
  readonly byHour: boolean;
  /** Where each shipment is paid for in whole steps. @default bytes are what they are */
  readonly rounding?: Rounding;
}

/** Lines whose age has come wait on while rounding up would cost more than a share, but not for ever. */
export interface Rounding {
  readonly stepBytes: number;
  /** Of the rounded bytes, those that nobody's data fills: 0 to 1. */
  readonly mostLost: number;
  /** From when the oldest line came. */
  readonly withinMs: number;
}

/** Where lines go: Firehose, or objects in a folder or a bucket. */
export interface End {
  readonly roll: Roll;
  /** The streams it has a place for. */
  readonly streams: ReadonlySet<StreamName>;
  readonly load: (stream: StreamName, lines: ReadonlyArray<WaitingLine>) => Promise<Shipment>;
}

/** Time, so that a test can turn it. */
export interface Clock {
  /** Monotonic. */
  readonly nowMs: () => number;
  /** Resolves after so long, or at once when aborted. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** What happens on the way, for logs and metrics. */
export type DeliveryEvent =
  | {
      readonly event: 'delivered';
      readonly stream: StreamName;
      readonly lines: number;
      readonly lineBytes: number;
      readonly records: number;
      readonly tookMs: number;
    }
  | {
      readonly event: 'put-failed';
      readonly stream: StreamName;
      readonly fault: PutFault;
      /** From 1. */
      readonly attempt: number;
      readonly retryAfterMs: number;
    }
  | {
      readonly event: 'put-recovered';
      readonly stream: StreamName;
      readonly attempts: number;
      readonly tookMs: number;
    }
  | { readonly event: 'backlog-unreadable'; readonly stream: StreamName; readonly message: string };

/** How one stream is doing. */
export interface StreamDelivery {
  readonly lines: number;
  readonly lineBytes: number;
  readonly records: number;
  readonly failures: Readonly<Partial<Record<PutFaultCode, number>>>;
  /** The fault that holds it up now; null while it flows. */
  readonly fault: PutFault | null;
  /** `observedAt` of the oldest line that was read and is not in the lake; null where there is none. */
  readonly oldestWaiting: string | null;
}

/** Brings one backlog into the lake, each stream by itself. */
export interface Delivery {
  readonly streams: () => Readonly<Record<StreamName, StreamDelivery>>;
  /** Sends what is durable now without waiting for more; resolves to whether all of it is in the lake in time. Infinity: no limit. */
  readonly flush: (withinMs: number) => Promise<boolean>;
  /** Begins no further attempt; resolves when none is under way. */
  readonly stop: () => Promise<void>;
}
