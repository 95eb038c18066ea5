import * as E from 'fp-ts/lib/Either.js';
import { failure, misuse } from '../../cli/command.ts';
import { summarise } from '../summary.ts';
import { recordAct, type Act } from './act.ts';
import { begun } from './begun.ts';
import { silenceText } from './decide.ts';
import { refreshed } from './refreshed.ts';

/** Another instance in place of this one, drained by the group's hook. The group does it whatever becomes of this job. */
export const restart: Act = async ({ asked, reason }) => {
  const { outside, machine, deployment } = asked;
  const before = await outside.group.read();
  if (before === null || before.desired === 0)
    return E.left(misuse('the listener is stopped: start it'));
  const askedMs = machine.nowMs();
  const refresh = await outside.group.replace();
  const noted = await recordAct(asked, { act: 'restart', reason, endedAt: null, linesLeft: null });
  if (E.isLeft(noted)) return noted;
  const replaced = await refreshed(asked, refresh);
  if (E.isLeft(replaced)) return E.left(failure(replaced.left));
  machine.say('another instance runs; waiting for its first data in the lake');
  const sinceMs = machine.nowMs(); // the one before went on until it was drained
  const { hasData, silence } = await begun(asked, { askedMs, sinceMs, endedAt: null });
  if (!hasData)
    return E.left(
      failure('another instance runs, and no data has come from it; see docs/runbook.md (no-data)'),
    );
  const told = silence === null ? 'how long nobody listened is not known' : silenceText(silence);
  machine.say(`data comes; ${told}`);
  await summarise(
    asked,
    `### Listener of ${deployment.environment} restarted\n\n${reason}\n\n- ${told}`,
  );
  return E.right(undefined);
};
