import { readFileSync } from 'node:fs';
import * as E from 'fp-ts/lib/Either.js';
import { pointsIn, type ToldPoint } from '../../__tests__/support/aws/embedded-metrics.ts';
import { alarmIn, stateAt, type AlarmDefinition } from '../../rehearsal/aws/alarm.ts';
import type { Context } from './context.ts';
import type { Here } from './here.ts';
import { mustRun, type Listener } from './listener.ts';
import { valuesOf } from './made.ts';
import { pointsOf, putPoints, setAlarm } from './metrics.ts';
import { listenTo } from './told-of-alarm.ts';
import { until } from './until.ts';

/** The listener tells its metrics each minute. */
const TOLD_WITHIN_MS = 90_000;
/** Of the service: what it counts of the listener's own calls. */
const FIREHOSE = 'AWS/Firehose';
/** Before the rehearsal nothing was. */
const SINCE_MS = 24 * 3_600_000;

const told = ({ metricsFile }: Listener): ReadonlyArray<ToldPoint> => {
  try {
    return pointsIn(readFileSync(metricsFile, 'utf8'));
  } catch {
    return []; // it has told nothing so far
  }
};

const counted = ({ incoming }: Here): ReadonlyArray<ToldPoint> =>
  incoming.map(({ stream, records, atMs }) => ({
    namespace: FIREHOSE,
    name: 'IncomingRecords',
    dimensions: { DeliveryStreamName: stream },
    value: records,
    atMs,
  }));

/** What the server has been given so far. */
const given = new WeakMap<Here, number>();

/** Waits for the listener to tell once more, and gives the server all that is new. */
const feed = async ({ here }: Context, listener: Listener): Promise<void> => {
  const before = told(listener).length;
  await until(TOLD_WITHIN_MS, () => {
    mustRun(listener);
    return told(listener).length > before ? true : null;
  });
  const all = [...told(listener), ...counted(here)].toSorted((a, b) => a.atMs - b.atMs);
  const sinceMs = given.get(here) ?? 0;
  await putPoints(
    here,
    all.filter(({ atMs }) => atMs > sinceMs),
  );
  given.set(here, all.at(-1)?.atMs ?? sinceMs);
};

/** Those that silence sets off, of metrics that the rehearsal has. */
const alarmsOfSilence = ({ made }: Context): ReadonlyArray<AlarmDefinition> =>
  valuesOf(made, 'aws_cloudwatch_metric_alarm').flatMap((values) => {
    const alarm = alarmIn(values);
    if (E.isLeft(alarm)) throw new Error(alarm.left);
    const { treat_missing_data: missing, metric_name: name } = alarm.right;
    // no chrony here: nothing tells of the clock
    return missing === 'breaching' && name !== 'ClockOffsetMilliseconds' ? [alarm.right] : [];
  });

const judged = async (here: Here, alarm: AlarmDefinition, atMs: number) =>
  stateAt(alarm, await pointsOf(here, alarm, atMs - SINCE_MS), atMs);

const inState = async (
  here: Here,
  alarms: ReadonlyArray<AlarmDefinition>,
  state: 'ALARM' | 'OK',
  atMs: (alarm: AlarmDefinition) => number,
): Promise<ReadonlyArray<string>> => {
  const states = await Promise.all(alarms.map((alarm) => judged(here, alarm, atMs(alarm))));
  return alarms.filter((_, at) => states[at] === state).map(({ alarm_name: name }) => name);
};

/** While lines come no alarm of silence goes off. */
export const alarmsAreQuiet = (context: Context, listener: Listener): Promise<boolean> =>
  context.play('alarms while lines come', 'monitoring', async () => {
    await feed(context, listener);
    const alarms = alarmsOfSilence(context);
    const now = Date.now();
    const loud = await inState(context.here, alarms, 'ALARM', () => now);
    return loud.length === 0
      ? E.right(`${alarms.length} of silence are quiet`)
      : E.left(`${loud.join(', ')} went off`);
  });

/** The end of all the periods that an alarm looks at, were there nothing from now on. */
const afterSilence = ({ period, evaluation_periods: periods }: AlarmDefinition): number =>
  Date.now() + period * periods * 1000 + period * 1000;

/** The source is gone. One alarm sees it by what the listener tells, all others once their time is over. */
export const alarmGoesOff = (context: Context, listener: Listener): Promise<boolean> => {
  const { here, play } = context;
  const alarms = alarmsOfSilence(context);
  return play('alarms when data stops', 'monitoring', async () => {
    await here.simulator.stop();
    await feed(context, listener);
    const now = Date.now();
    const first = await inState(here, alarms, 'ALARM', () => now);
    const later = await inState(here, alarms, 'ALARM', afterSilence);
    if (first.length === 0) return E.left('what the listener tells sets no alarm off');
    if (later.length !== alarms.length) return E.left(`silence sets off ${later.join(', ')} alone`);
    const [name = ''] = first;
    const alarm = alarms.find(({ alarm_name }) => alarm_name === name);
    const [topic = ''] = alarm?.alarm_actions ?? [];
    const listening = await listenTo(here, topic);
    await setAlarm(here, name, 'as its definition says');
    const message = await until(
      10_000,
      async () => (await listening.messages()).find((text) => text.includes(name)) ?? null,
    );
    return message === null
      ? E.left(`${name} went off, and its topic was not told`)
      : E.right(
          `${first.join(', ')} at once, by what the listener told, and its topic was told; all ${later.length} of silence when their time is over`,
        );
  });
};
