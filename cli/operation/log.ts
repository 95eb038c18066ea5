import { jsonLog } from '../../lake/aws/log.ts';
import { say } from '../say.ts';
import { levelOf, type LogEvent } from './events.ts';
import { Thinning } from './thinning.ts';
import { wordsOf } from './words.ts';

/** Standard error. */
const STDERR = 2;

/** Where events are written. */
export interface LogWriter {
  readonly write: (event: LogEvent, leftOut: number) => void;
  /** A line of its own that is JSON already; left out of a log for people. */
  readonly document: (json: string) => void;
}

export interface Log {
  readonly tell: (event: LogEvent) => void;
  readonly document: LogWriter['document'];
}

/** For a person: a sentence each. */
export const textWriter = (tell: (line: string) => void = say): LogWriter => ({
  write: (event, leftOut) =>
    tell(wordsOf(event) + (leftOut === 0 ? '' : ` (${leftOut} more left out)`)),
  document: () => undefined,
});

/** The event's own fields; a fault's are told flat. */
const fieldsOf = (event: LogEvent): Record<string, unknown> => {
  if (!('fault' in event)) {
    const { event: _, ...fields } = event;
    return fields;
  }
  const { event: _, fault, ...fields } = event;
  return {
    ...fields,
    fault: fault.code,
    ...('isPermanent' in fault ? { isPermanent: fault.isPermanent } : {}),
  };
};

/** For a machine: a JSON document each, written before the call returns, so that the last words are there. */
export const jsonWriter = (fd = STDERR): LogWriter => {
  const { logger, document } = jsonLog(fd);
  return {
    write: (event, leftOut) =>
      logger[levelOf(event)](
        { code: event.event, ...fieldsOf(event), ...(leftOut === 0 ? {} : { leftOut }) },
        wordsOf(event),
      ),
    document,
  };
};

/** A log of named events, repeats thinned out. */
export const openLog = (writer: LogWriter, nowMs = () => performance.now()): Log => {
  const thinning = new Thinning();
  return {
    tell: (event) => {
      const leftOut = thinning.pass(event, nowMs());
      if (leftOut !== null) writer.write(event, leftOut);
    },
    document: writer.document,
  };
};
