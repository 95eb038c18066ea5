import { streamNames, type StreamName } from '@bitcoin-pipeline/model';
import type { Deployment } from '../../stacks/config/deployment.ts';
import { quietMinutes, talks } from '../../stacks/monitoring/of-streams.ts';

/** A stream that is to be seen, and how long it may take. */
export interface Talking {
  readonly stream: StreamName;
  readonly withinMs: number;
}

/** Longer than this nobody waits for a deploy: a block may take three hours. */
const LONGEST_MINUTES = 30;

/**
 * What a listener of this configuration makes talk within half an hour whatever happens on the chain; as long as the
 * alarm of each stream lets it be quiet.
 */
export const talkingStreams = ({ network }: Pick<Deployment, 'network'>): ReadonlyArray<Talking> =>
  streamNames.flatMap((stream) => {
    const minutes = quietMinutes[stream] ?? null;
    return minutes !== null && minutes <= LONGEST_MINUTES && talks(stream, network)
      ? [{ stream, withinMs: minutes * 60_000 }]
      : [];
  });
