import { bufferOf } from '../../stacks/stream-buffer.ts';
import type { Asked } from '../options.ts';
import { until } from '../wait.ts';
import { silenceIn, type Silence } from './decide.ts';

/** The listener's own streams that come within a minute whatever the source does. */
const first = ['feed-health', 'mempool-block'] as const;

/** What was seen of a listener that began. */
export interface Begun {
  readonly hasData: boolean;
  /** Null: its log does not tell. */
  readonly silence: Silence | null;
}

export interface Beginning {
  /** When it was asked for: from then on it may say its first word. */
  readonly askedMs: number;
  /** From when on what comes is its own. */
  readonly sinceMs: number;
  /** Of the listener before, where that is recorded. */
  readonly endedAt: string | null;
}

/** Waits for the first object of a listener that began, and for its first word. */
export const begun = async (
  { deployment, outside, machine }: Asked,
  { askedMs, sinceMs, endedAt }: Beginning,
): Promise<Begun> => {
  const { startsWithinMs, arrivesWithinMs, saysWithinMs } = machine.pace;
  const bufferMs = bufferOf(deployment).seconds * 1000;
  const hasData = await until(
    async () => {
      for (const stream of first)
        if ((await outside.lake.delivered(stream, sinceMs)) !== null) return true;
      return null;
    },
    startsWithinMs + bufferMs + arrivesWithinMs,
    machine,
  );
  if (hasData === null) return { hasData: false, silence: null };
  const silence = await until(
    async () => silenceIn(await outside.log.since(askedMs), askedMs, endedAt),
    saysWithinMs,
    machine,
  );
  return { hasData: true, silence };
};
