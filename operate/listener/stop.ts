import * as E from 'fp-ts/lib/Either.js';
import { failure } from '../../cli/command.ts';
import { summarise } from '../summary.ts';
import { lastAct, recordAct, type Act } from './act.ts';
import { isDrained } from './decide.ts';
import { drain } from './drain.ts';
import { setPipes } from './pipes.ts';

/** Poller and listener stand still, then the pipes: what the drain brings is still loaded. */
export const stop: Act = async ({ asked, reason, warehouse, mayGoOn }) => {
  const { outside, machine } = asked;
  const last = await lastAct(asked);
  if (E.isLeft(last)) return last;
  const noted = await recordAct(asked, { act: 'stop', reason, endedAt: null, linesLeft: null });
  if (E.isLeft(noted)) return noted;
  await outside.schedule.set('DISABLED');
  const drained = await drain(asked, last.right);
  if (drained === null)
    return E.left(
      failure(
        "the poller's schedule is off, and the instance has not ended yet: look at it, and stop once more",
      ),
    );
  const goesOn = await mayGoOn('pausing the pipes');
  if (E.isLeft(goesOn)) return goesOn;
  const paused = await setPipes(warehouse, true);
  if (E.isLeft(paused)) return paused;
  const { endedAt, linesLeft } = drained;
  const recorded = await recordAct(asked, { act: 'stop', reason, endedAt, linesLeft });
  if (E.isLeft(recorded)) return recorded;
  const outcome = isDrained(drained);
  const { environment } = asked.deployment;
  await summarise(
    asked,
    `### Listener of ${environment} stopped\n\n${reason}\n\n- ${E.toUnion(outcome)}\n- the poller's schedule is off, ${paused.right.length} pipes were paused`,
  );
  machine.say(E.toUnion(outcome));
  return E.isLeft(outcome) ? E.left(failure(`stopped, but ${outcome.left}`)) : E.right(undefined);
};
