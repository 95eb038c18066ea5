import * as E from 'fp-ts/lib/Either.js';
import { failure } from '../../cli/command.ts';
import { summarise } from '../summary.ts';
import { lastAct, recordAct, type Act } from './act.ts';
import { begun } from './begun.ts';
import { silenceText } from './decide.ts';
import { setPipes } from './pipes.ts';

/** The other way round: pipes first, so that what comes is loaded. */
export const start: Act = async ({ asked, reason, warehouse, mayGoOn }) => {
  const { outside, machine, deployment } = asked;
  const last = await lastAct(asked);
  if (E.isLeft(last)) return last;
  const resumed = await setPipes(warehouse, false);
  if (E.isLeft(resumed)) return resumed;
  const goesOn = await mayGoOn('starting the listener');
  if (E.isLeft(goesOn)) return goesOn;
  await outside.schedule.set('ENABLED');
  const sinceMs = machine.nowMs();
  await outside.group.setDesired(1);
  const noted = await recordAct(asked, { act: 'start', reason, endedAt: null, linesLeft: null });
  if (E.isLeft(noted)) return noted;
  machine.say('waiting for the first data in the lake');
  const endedAt = last.right?.act === 'stop' ? (last.right.endedAt ?? last.right.at) : null;
  const { hasData, silence } = await begun(asked, { askedMs: sinceMs, sinceMs, endedAt });
  if (!hasData)
    return E.left(
      failure(
        'the listener was started, and no data has come from it; docs/runbook.md has what to look at (no-data)',
      ),
    );
  const told = silence === null ? 'since when nobody listened is not known' : silenceText(silence);
  machine.say(`data comes; ${told}`);
  await summarise(
    asked,
    `### Listener of ${deployment.environment} started\n\n${reason}\n\n- data comes into the lake\n- ${told}\n- ${resumed.right.length} pipes were resumed`,
  );
  return E.right(undefined);
};
