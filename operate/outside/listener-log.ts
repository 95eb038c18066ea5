import { FilterLogEventsCommand, type CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import * as t from 'io-ts';
import { isNamed } from '../../lake/aws/s3-client.ts';

/** What the listener's log says of its beginning and end, as much as is looked at. */
const Word = t.intersection([
  t.type({ code: t.keyof({ listening: null, stopping: null, stopped: null }), time: t.string }),
  t.partial({ linesLeft: t.number }),
]);

export interface ListenerWord {
  readonly code: 'listening' | 'stopping' | 'stopped';
  /** ISO 8601, by the listener's clock. */
  readonly time: string;
  /** Of `stopped`: lines that are durable and not sent. */
  readonly linesLeft: number | null;
}

/** The listener's log in CloudWatch. Rejects with the service's error. */
export interface ListenerLog {
  /** In the order of their times. */
  readonly since: (ms: number) => Promise<ReadonlyArray<ListenerWord>>;
}

const PATTERN = '{ ($.code = "listening") || ($.code = "stopping") || ($.code = "stopped") }';

const wordIn = (message: string | undefined): ReadonlyArray<ListenerWord> => {
  try {
    const value: unknown = JSON.parse(message ?? '');
    if (!Word.is(value)) return [];
    const { code, time, linesLeft } = value;
    return [{ code, time, linesLeft: linesLeft ?? null }];
  } catch {
    return [];
  }
};

export const listenerLog = (client: CloudWatchLogsClient, logGroupName: string): ListenerLog => ({
  since: async (ms) => {
    const words: Array<ListenerWord> = [];
    let nextToken: string | undefined;
    try {
      do {
        const page = await client.send(
          new FilterLogEventsCommand({
            logGroupName,
            startTime: ms,
            filterPattern: PATTERN,
            ...(nextToken === undefined ? {} : { nextToken }),
          }),
        );
        words.push(...(page.events ?? []).flatMap(({ message }) => wordIn(message)));
        ({ nextToken } = page);
      } while (nextToken !== undefined);
    } catch (error) {
      if (!isNamed(error, 'ResourceNotFoundException')) throw error; // nothing was ever logged
    }
    return words.toSorted((a, b) => a.time.localeCompare(b.time));
  },
});
