import * as E from 'fp-ts/lib/Either.js';
import type { Act } from '../../rehearsal/course/scene.ts';
import type { Made } from '../../rehearsal/engine/shown.ts';
import type { Stage } from '../../rehearsal/stage.ts';
import { inTurn } from '../../rehearsal/step.ts';
import { alarmGoesOff, alarmsAreQuiet } from './alarms.ts';
import type { Context } from './context.ts';
import { feedOf } from './feed.ts';
import type { Here } from './here.ts';
import { lakeFills } from './lake-fills.ts';
import { endListener, startListener } from './listener.ts';
import { allMade, lakeBucket } from './made.ts';
import { scheduleCalls } from './schedule.ts';

/** What was deployed is used: lines come, blocks are asked for, and somebody is told when nothing comes any more. */
export const use =
  (here: Here): Act<Stage> =>
  async ({ stage, play }) => {
    let made: ReadonlyArray<Made> = [];
    const isRead = await play('what is there', null, async () => {
      made = await allMade(stage);
      return E.right(
        `${made.length} resources of ${new Set(made.map(({ type }) => type)).size} types`,
      );
    });
    if (!isRead) return false;
    const context: Context = { here, made, bucket: lakeBucket(stage), play };
    const listener = await startListener(context);
    if (listener === null) return false;
    const feed = feedOf(context, listener);
    return inTurn(
      [
        () => scheduleCalls(context),
        () => lakeFills(context, listener),
        () => alarmsAreQuiet(context, feed),
        () => alarmGoesOff(context, feed),
        () => endListener(context, listener),
      ],
      (step) => step(),
    );
  };
