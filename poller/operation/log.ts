import type { JsonLog } from '../../lake/aws/log.ts';
import type { LakeFault } from '../../lake/fault.ts';
import type { PollerEvent } from '../events.ts';

/** What a call tells beside what happens in its turn. Never a body or a secret. */
type CallEvent =
  | { readonly event: 'configuration-refused'; readonly reasons: ReadonlyArray<string> }
  | { readonly event: 'lake-refused'; readonly fault: LakeFault }
  | {
      readonly event: 'turn-ended';
      readonly end: string;
      readonly blocksWritten: number;
      readonly requests: number;
      readonly topHeight: number | null;
      readonly pendingBlocks: number | null;
      readonly durationMs: number;
    };

export type LogEvent = PollerEvent | CallEvent;

/** The only list of them: each with its level. The source is not ours to repair, and is asked again a minute later. */
const levels: Readonly<Record<LogEvent['event'], 'info' | 'warn' | 'error'>> = {
  'configuration-refused': 'error',
  'lake-refused': 'error',
  'blocks-written': 'info',
  'chain-reorganised': 'info',
  'replaced-block-unknown': 'info',
  'source-asked-again': 'warn',
  'source-failed': 'warn',
  'lake-failed': 'error',
  'state-failed': 'error',
  'race-lost': 'info',
  'turn-ended': 'info',
};

export const logEventNames = Object.keys(levels) as ReadonlyArray<LogEvent['event']>;
/** The level of an event. */
export const levelOf = (name: LogEvent['event']): (typeof levels)[LogEvent['event']] =>
  levels[name];

/** The event's own fields; a fault's are told flat, of blocks only which. */
const fieldsOf = (told: LogEvent): Record<string, unknown> => {
  if (told.event === 'blocks-written') {
    const heights = told.blocks.map(({ height }) => height);
    return {
      blocks: heights.length,
      lowestHeight: Math.min(...heights),
      highestHeight: Math.max(...heights),
    };
  }
  if (!('fault' in told)) {
    const { event: _, ...fields } = told;
    return fields;
  }
  const { event: _, fault, ...fields } = told;
  return { ...fields, fault: fault.code, message: fault.message };
};

/** Each event as a JSON document, its name under `code` as in the listener's log. */
export const tellInto =
  ({ logger }: JsonLog) =>
  (told: LogEvent): void =>
    logger[levelOf(told.event)]({ code: told.event, ...fieldsOf(told) });
