import * as E from 'fp-ts/lib/Either.js';
import { streamNames } from '@bitcoin-pipeline/model';
import { failure, type CliResult } from '../../cli/command.ts';
import { isOver, readHold } from '../hold/held.ts';
import type { Asked } from '../options.ts';
import { ListenerRecord, readRecord } from '../records.ts';
import { summarise } from '../summary.ts';

const DAY_MS = 86_400_000;

const groupLine = async ({ outside }: Asked): Promise<string> => {
  const state = await outside.group.read();
  if (state === null) return `listener: there is no group ${outside.group.name}`;
  const instances = state.instances.map(({ id, lifecycle }) => `${id} ${lifecycle}`).join(', ');
  return `listener: ${state.desired === 0 ? 'stopped' : 'wanted'}, ${instances || 'no instance'}`;
};

const recordLine = async ({ outside }: Asked): Promise<string> => {
  const record = await readRecord(outside.records('listener'), ListenerRecord);
  if (E.isLeft(record)) return `last act: not known: ${record.left}`;
  if (record.right === null) return 'last act: none';
  const { act, reason, who, at, linesLeft } = record.right;
  const left = linesLeft === null ? '' : `, ${linesLeft} lines left in its spool`;
  return `last act: ${act} at ${at} by ${who}${left}: ${reason}`;
};

const holdLine = async ({ outside, machine }: Asked): Promise<string> => {
  const read = await outside.records('hold').read();
  if (E.isLeft(read)) return `at work: not known: ${read.left.message}`;
  const held = readHold(read.right?.text ?? null);
  if (E.isLeft(held)) return `at work: not known: ${held.left}`;
  const hold = held.right;
  return hold === null || isOver(hold, machine.nowMs())
    ? 'at work: nobody'
    : `at work: ${hold.operation} by ${hold.who} since ${hold.since}`;
};

const lakeLines = async ({ outside, machine }: Asked): Promise<ReadonlyArray<string>> =>
  Promise.all(
    streamNames.map(async (stream) => {
      const newestMs = await outside.lake.delivered(stream, machine.nowMs() - DAY_MS);
      return `${stream}: ${newestMs === null ? 'nothing for a day' : new Date(newestMs).toISOString()}`;
    }),
  );

const pipesLine = async ({ outside }: Asked): Promise<string> => {
  const warehouse = await outside.warehouse();
  if (E.isLeft(warehouse)) return `pipes: not known: ${warehouse.left.join(' ')}`;
  const pipes = await warehouse.right.pipes();
  await warehouse.right.close();
  if (E.isLeft(pipes)) return `pipes: not known: ${pipes.left.message}`;
  const paused = [...pipes.right].filter(([, isPaused]) => isPaused).map(([table]) => table);
  return `pipes: ${pipes.right.size} are there, ${paused.length === 0 ? 'none' : paused.join(', ')} paused`;
};

/** Looks and changes nothing; takes no hold. */
export const status = async (asked: Asked): Promise<CliResult> => {
  const { outside, machine, deployment } = asked;
  if (!(await outside.lake.isThere()))
    return E.left(
      failure(`there is no lake ${outside.lake.bucket}: deploy the stack storage first`),
    );
  const schedule = await outside.schedule.state();
  const lines = [
    await groupLine(asked),
    await recordLine(asked),
    await holdLine(asked),
    `poller: ${schedule === null ? 'there is no schedule' : schedule === 'ENABLED' ? 'each minute' : 'stopped'}`,
    await pipesLine(asked),
    ...(await lakeLines(asked)),
  ];
  machine.print(lines.join('\n'));
  await summarise(
    asked,
    [`### Listener of ${deployment.environment}`, '', ...lines.map((line) => `- ${line}`)].join(
      '\n',
    ),
  );
  return E.right(undefined);
};
