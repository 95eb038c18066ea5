import * as E from 'fp-ts/lib/Either.js';
import { askJson } from './ask.ts';
import type { Context } from './context.ts';
import { onlyOf } from './made.ts';
import { until } from './until.ts';

/** A minute, and what the server's clock and a first call take on a busy machine. */
const WITHIN_MS = 120_000;

interface Events {
  readonly events?: ReadonlyArray<{ readonly message: string }>;
}

const logGroupOf = (values: Readonly<Record<string, unknown>>): string => {
  const [logging] = values['logging_config'] as ReadonlyArray<{ readonly log_group: string }>;
  return logging?.log_group ?? '';
};

const ends = (messages: ReadonlyArray<string>): ReadonlyArray<string> =>
  messages.flatMap((message) => /"end":"(\w+)"/.exec(message)?.[1] ?? []);

/** Nobody calls the poller but the schedule, and what it writes into its log says how a turn ended. */
export const scheduleCalls = ({ here, made, play }: Context): Promise<boolean> =>
  play('the schedule calls the poller', 'poller', async () => {
    const expression = String(onlyOf(made, 'aws_scheduler_schedule')['schedule_expression']);
    const logGroupName = logGroupOf(onlyOf(made, 'aws_lambda_function'));
    const logged = async (): Promise<ReadonlyArray<string>> => {
      const { events = [] } = await askJson<Events>(here, 'logs', 'Logs_20140328.FilterLogEvents', {
        logGroupName,
      });
      return events.map(({ message }) => message);
    };
    const found = await until(WITHIN_MS, async () => {
      const all = ends(await logged());
      return all.includes('finished') ? all : null;
    });
    return found === null
      ? E.left(
          `${expression}, and no turn finished: ${(await logged()).join('\n') || 'its log is empty'}`,
        )
      : E.right(`${expression}; turns so far: ${found.join(', ')}`);
  });
