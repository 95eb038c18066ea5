import { streamNames, type StreamName } from '@bitcoin-pipeline/model';
import type { Deployment } from '../../stacks/config/deployment.ts';
import { quietMinutes, talks } from '../../stacks/monitoring/of-streams.ts';

/** A stream that is to be seen, and how long it may take. */
export interface Talking {
  readonly stream: StreamName;
  readonly withinMs: number;
}

/** What may be quiet for longer is not waited for at all: a block may take three hours. */
const LONGEST_MINUTES = 30;

/** The job of a deploy has to have time left for the way back. mempool.space quotes each five minutes. */
const WAITED_MINUTES = 15;

/**
 * What a listener of this configuration makes talk within half an hour whatever happens on the chain; waited for as long
 * as the alarm of each stream lets it be quiet, and no longer than the job can.
 */
export const talkingStreams = ({ network }: Pick<Deployment, 'network'>): ReadonlyArray<Talking> =>
  streamNames.flatMap((stream) => {
    const minutes = quietMinutes[stream] ?? null;
    return minutes !== null && minutes <= LONGEST_MINUTES && talks(stream, network)
      ? [{ stream, withinMs: Math.min(minutes, WAITED_MINUTES) * 60_000 }]
      : [];
  });
