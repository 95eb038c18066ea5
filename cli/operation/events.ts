import type { ChosenRegion } from '../../lake/aws/region.ts';
import type { PutFaultCode } from '../../lake/delivery/ports.ts';
import type { OutboxEvent } from '../../listener/outbox/ports.ts';
import type { SpoolFault } from '../../listener/spool/ports.ts';

/** What a process that listens tells of itself, by event. Names carry units; never an id of a line, a body or a secret. */
interface Told {
  readonly started: {
    readonly version: string;
    readonly network: string;
    readonly url: string;
    /** `folder` or `firehose`. */
    readonly to: string;
    readonly spool: string;
    readonly spoolLimitBytes: number;
  };
  readonly 'region-chosen': {
    readonly region: string;
    readonly origin: ChosenRegion['origin'];
  };
  readonly listening: { readonly url: string };
  readonly 'socket-closed': { readonly url: string };
  readonly 'source-unreachable': { readonly url: string; readonly reason: string };
  /** Lines are given up from here on. */
  readonly 'spool-full': { readonly usedBytes: number; readonly limitBytes: number };
  readonly 'spool-has-room': { readonly usedBytes: number; readonly limitBytes: number };
  readonly 'counts-do-not-add-up': { readonly reason: string };
  readonly 'metrics-unwritten': { readonly file: string; readonly reason: string };
  readonly 'watchdog-unheard': { readonly reason: string };
  readonly stopping: { readonly reason: string };
  readonly stopped: { readonly linesLeft: number; readonly bytesLeft: number };
}

type Own = { [Name in keyof Told]: { readonly event: Name } & Told[Name] }[keyof Told];

/** All that is logged; what happens many times in a second is only counted. */
export type LogEvent = Own | Exclude<OutboxEvent, { readonly event: 'delivered' | 'spool-synced' }>;
export type LogEventName = LogEvent['event'];

export type Level = 'info' | 'warn' | 'error';

/** The only list of them: each with its level. A put that failed is an error where a person has to repair something. */
const levels: Readonly<Record<LogEventName, Level>> = {
  started: 'info',
  'region-chosen': 'info',
  listening: 'info',
  'socket-closed': 'warn',
  'source-unreachable': 'warn',
  'put-failed': 'warn',
  'put-recovered': 'info',
  'backlog-unreadable': 'error',
  'spool-blocked': 'error',
  'spool-unblocked': 'info',
  'spool-full': 'error',
  'spool-has-room': 'info',
  'spool-compacted': 'info',
  'left-found': 'info',
  'left-delivered': 'info',
  'left-not-forgotten': 'warn',
  'counts-do-not-add-up': 'error',
  'metrics-unwritten': 'warn',
  'watchdog-unheard': 'error',
  stopping: 'info',
  stopped: 'info',
};
export const logEventNames = Object.keys(levels) as ReadonlyArray<LogEventName>;

export const levelOf = (event: LogEvent): Level =>
  event.event === 'put-failed' && event.fault.isPermanent ? 'error' : levels[event.event];

/** The levels that an event may have. */
export const levelsOf = (name: LogEventName): ReadonlyArray<Level> =>
  name === 'put-failed' ? ['warn', 'error'] : [levels[name]];

const spoolFaults: Readonly<Record<SpoolFault['code'], true>> = {
  newer: true,
  'other-lake': true,
  unreadable: true,
  'no-space': true,
  'no-permission': true,
  io: true,
};
export const spoolFaultCodes = Object.keys(spoolFaults) as ReadonlyArray<SpoolFault['code']>;

/** Which of the event's closed list of reasons; null where it has none. */
export const faultCodeOf = (event: LogEvent): PutFaultCode | SpoolFault['code'] | null =>
  'fault' in event ? event.fault.code : null;

export const streamOf = (event: LogEvent): string | null =>
  'stream' in event ? event.stream : null;
