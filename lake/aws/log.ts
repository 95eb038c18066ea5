import pino, { type Logger } from 'pino';

/** A log as collectors of CloudWatch take it: one JSON document a line. */
export interface JsonLog {
  readonly logger: Logger;
  /** A line of its own that is JSON already. */
  readonly document: (json: string) => void;
}

/** Lines are written before the call returns, so that the last words are there. */
export const jsonLog = (fd: number): JsonLog => {
  const destination = pino.destination({ dest: fd, sync: true });
  destination.on('error', () => undefined); // whoever read the log is gone; the work goes on
  const logger = pino(
    {
      base: null, // no process id, no host name: whoever collects lines knows where they come from
      messageKey: 'message',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    destination,
  );
  return { logger, document: (json) => void destination.write(`${json}\n`) };
};
