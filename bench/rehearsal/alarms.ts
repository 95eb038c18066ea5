import * as E from 'fp-ts/lib/Either.js';
import { alarmIn, stateAt, type AlarmDefinition } from '../../rehearsal/aws/alarm.ts';
import type { Context } from './context.ts';
import type { Here } from './here.ts';
import type { Feed } from './feed.ts';
import { valuesOf } from './made.ts';
import { pointsOf, setAlarm } from './metrics.ts';
import { listenTo, type Listening } from './told-of-alarm.ts';
import { until } from './until.ts';

/** Before the rehearsal nothing was. */
const SINCE_MS = 24 * 3_600_000;
const TOPIC_TOLD_WITHIN_MS = 20_000;

/** Those that go off when too little comes, and so when nothing does. */
const alarmsOfSilence = ({ made }: Context): ReadonlyArray<AlarmDefinition> =>
  valuesOf(made, 'aws_cloudwatch_metric_alarm').flatMap((values) => {
    const alarm = alarmIn(values);
    if (E.isLeft(alarm)) throw new Error(alarm.left);
    return alarm.right.comparison_operator === 'LessThanThreshold' ? [alarm.right] : [];
  });

/** An alarm, and the value of its newest period that has one. */
interface Seen {
  readonly alarm: AlarmDefinition;
  readonly last: number | undefined;
}

/** Those in a state at a moment, each with what it saw last. */
const inState = async (
  here: Here,
  alarms: ReadonlyArray<AlarmDefinition>,
  state: 'ALARM' | 'OK',
  atMs: (alarm: AlarmDefinition) => number,
): Promise<ReadonlyArray<Seen>> => {
  const all = await Promise.all(
    alarms.map(async (alarm) => {
      const points = await pointsOf(here, alarm, Date.now() - SINCE_MS);
      const last = points.toSorted((a, b) => a.atMs - b.atMs).at(-1)?.value;
      return { alarm, last, state: stateAt(alarm, points, atMs(alarm)) };
    }),
  );
  return all.filter((each) => each.state === state);
};

const said = (seen: ReadonlyArray<Seen>): string =>
  seen
    .map(({ alarm, last }) => `${alarm.alarm_name} (${last?.toFixed(1) ?? 'no value'})`)
    .join(', ');

/** While lines come no alarm of silence goes off. */
export const alarmsAreQuiet = (context: Context, feed: Feed): Promise<boolean> =>
  context.play('alarms while lines come', 'monitoring', async () => {
    const alarms = alarmsOfSilence(context);
    await feed();
    const now = Date.now();
    const loud = await inState(context.here, alarms, 'ALARM', () => now);
    return loud.length === 0
      ? E.right(`${alarms.length} of silence are quiet`)
      : E.left(`${said(loud)} went off`);
  });

/** The end of all the periods that an alarm looks at, were there nothing from now on. */
const afterSilence = ({ period, evaluation_periods: periods }: AlarmDefinition): number =>
  Date.now() + period * periods * 1000 + period * 1000;

/** Waits until the topic was told of each; gives those of which it was not. */
const notTold = async (
  listening: Listening,
  names: ReadonlyArray<string>,
): Promise<ReadonlyArray<string>> => {
  const waiting = new Set(names);
  await until(TOPIC_TOLD_WITHIN_MS, async () => {
    for (const text of await listening.messages())
      for (const name of waiting) if (text.includes(`${name}\\"`)) waiting.delete(name);
    return waiting.size === 0 ? true : null;
  });
  return [...waiting];
};

const topicOf = (alarms: ReadonlyArray<AlarmDefinition>): string => {
  const [topic, ...more] = new Set(alarms.flatMap(({ alarm_actions: actions }) => actions));
  if (topic === undefined || more.length > 0) throw new Error('the alarms tell no topic, or two');
  return topic;
};

/**
 * The source is gone. By what the listener tells of that an alarm goes off; all others do once their time is over,
 * which the server cannot judge, since for it no value is no reason: it is told what their definitions say.
 */
export const alarmGoesOff = (context: Context, feed: Feed): Promise<boolean> => {
  const { here, play } = context;
  return play('alarms when data stops', 'monitoring', async () => {
    const alarms = alarmsOfSilence(context);
    const listening = await listenTo(here, topicOf(alarms));
    await here.simulator.stop();
    await feed();
    const now = Date.now();
    const first = await inState(here, alarms, 'ALARM', () => now);
    const later = await inState(here, alarms, 'ALARM', afterSilence);
    if (first.length === 0) return E.left('what the listener tells sets no alarm off');
    if (later.length !== alarms.length) return E.left(`silence sets off ${said(later)} alone`);
    const bySilence = later.filter(({ alarm }) => !first.some((each) => each.alarm === alarm));
    for (const { alarm } of bySilence)
      await setAlarm(here, alarm.alarm_name, 'no value in its periods');
    const untold = await notTold(
      listening,
      later.map(({ alarm }) => alarm.alarm_name),
    );
    return untold.length === 0
      ? E.right(
          `${said(first)} at once; by silence ${bySilence.length} more; the topic was told of each`,
        )
      : E.left(`the topic was not told of ${untold.join(', ')}`);
  });
};
