import * as E from 'fp-ts/lib/Either.js';
import type { ToldPoint } from '../../__tests__/support/aws/embedded-metrics.ts';
import { askJson } from './ask.ts';
import type { Context } from './context.ts';
import { onlyOf } from './made.ts';
import { until } from './until.ts';

/** A minute, and what the server's clock and a first call take on a busy machine. */
const WITHIN_MS = 120_000;

/** A line of a log. */
interface Logged {
  readonly message: string;
  /** UTC in milliseconds. */
  readonly timestamp: number;
}

const logGroupOf = (values: Readonly<Record<string, unknown>>): string => {
  const [logging] = values['logging_config'] as ReadonlyArray<{ readonly log_group: string }>;
  return logging?.log_group ?? '';
};

const logOf = async ({ here, made }: Context): Promise<ReadonlyArray<Logged>> => {
  const { events = [] } = await askJson<{ readonly events?: ReadonlyArray<Logged> }>(
    here,
    'logs',
    'Logs_20140328.FilterLogEvents',
    { logGroupName: logGroupOf(onlyOf(made, 'aws_lambda_function')) },
  );
  return events;
};

/** The service counts its calls; the server does so for no call of a schedule. */
export const invocations = async (context: Context): Promise<ReadonlyArray<ToldPoint>> => {
  const name = String(onlyOf(context.made, 'aws_lambda_function')['function_name']);
  return (await logOf(context))
    .filter(({ message }) => message.startsWith('START '))
    .map(({ timestamp }) => ({
      namespace: 'AWS/Lambda',
      name: 'Invocations',
      dimensions: { FunctionName: name },
      value: 1,
      atMs: timestamp,
    }));
};

const ends = (messages: ReadonlyArray<string>): ReadonlyArray<string> =>
  messages.flatMap((message) => /"end":"(\w+)"/.exec(message)?.[1] ?? []);

/** Nobody calls the poller but the schedule, and what it writes into its log says how a turn ended. */
export const scheduleCalls = (context: Context): Promise<boolean> =>
  context.play('the schedule calls the poller', 'poller', async () => {
    const expression = String(
      onlyOf(context.made, 'aws_scheduler_schedule')['schedule_expression'],
    );
    const messages = async () => (await logOf(context)).map(({ message }) => message);
    const found = await until(WITHIN_MS, async () => {
      const all = ends(await messages());
      return all.includes('finished') ? all : null;
    });
    return found === null
      ? E.left(
          `${expression}, and no turn finished: ${(await messages()).join('\n') || 'its log is empty'}`,
        )
      : E.right(`${expression}; turns so far: ${found.join(', ')}`);
  });
