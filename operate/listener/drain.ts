import type { Asked } from '../options.ts';
import type { ListenerRecord } from '../records.ts';
import { until } from '../wait.ts';
import { lastWord, stoodStill, unseenEndMs, type Drained } from './decide.ts';

/**
 * Ends the instance. Its hook stops the service, which sends what waits, and lets go of the spool; what the service says
 * last is in its log. Null: the instance did not end in time.
 * @param last what was done before
 */
export const drain = async (
  { outside, machine }: Asked,
  last: ListenerRecord | null,
): Promise<Drained | null> => {
  const { group, log } = outside;
  const { pace, nowMs, say } = machine;
  const before = await group.read();
  const begunMs = nowMs();
  await group.setDesired(0);
  if (before === null) return { ran: false, endedAt: null, linesLeft: null };
  const unseenMs = unseenEndMs(before.desired, last);
  // recorded when it had been waited for
  const sinceMs = unseenMs === null ? begunMs : unseenMs - pace.endsWithinMs - pace.saysWithinMs;
  if (before.instances.length === 0)
    return lastWord(await log.since(sinceMs)) ?? stoodStill(before.desired, last);
  say(`ending ${before.instances.map(({ id, lifecycle }) => `${id} (${lifecycle})`).join(', ')}`);
  const isGone = await until(
    async () => ((await group.read())?.instances.length === 0 ? true : null),
    pace.endsWithinMs,
    machine,
  );
  if (isGone === null) return null;
  say('the instance has ended; waiting for the last word of its log');
  const said = await until(
    async () => lastWord(await log.since(sinceMs)),
    pace.saysWithinMs,
    machine,
  );
  return said ?? { ran: true, endedAt: null, linesLeft: null };
};
