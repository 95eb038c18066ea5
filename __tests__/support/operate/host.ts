import { setTimeout as pause } from 'node:timers/promises';
import { rawTables, type StreamName } from '@bitcoin-pipeline/model';
import type { AwsSite } from './account.ts';
import type { SnowflakeSite } from './snowflake-site.ts';

/**
 * Stands for what runs by itself in a deployed environment: an instance that listens while the group has one and says
 * its last words when it goes, Firehose that delivers, and pipes that load.
 */
export interface Host {
  /** What its last words say of the spool; null: none come. */
  linesLeft: number | null;
  /** Ids of the instances that it has seen begin, and not end. */
  readonly listening: () => ReadonlyArray<string>;
  /** Streams of which nothing comes. */
  readonly silent: Set<StreamName>;
  readonly stop: () => Promise<void>;
}

const LOOKS_EVERY_MS = 200;
const talking: ReadonlyArray<StreamName> = ['mempool-block', 'conversions', 'feed-health'];

export const startHost = (
  aws: AwsSite,
  snowflake: SnowflakeSite | null,
  nowMs: () => number,
): Host => {
  const stopping = new AbortController();
  let present: ReadonlyArray<string> = [];
  const host = { linesLeft: 0 as number | null, silent: new Set<StreamName>() };

  const turn = async (): Promise<void> => {
    const now = (await aws.instances()) ?? [];
    for (const gone of present.filter((id) => !now.includes(id))) {
      await aws.say(gone, { code: 'stopping' });
      if (host.linesLeft !== null)
        await aws.say(gone, { code: 'stopped', linesLeft: host.linesLeft });
    }
    for (const born of now.filter((id) => !present.includes(id)))
      await aws.say(born, { code: 'listening' });
    present = now;
    if (now.length === 0) return;
    for (const stream of talking.filter((each) => !host.silent.has(each))) {
      const key = await aws.deliver(stream);
      const table = rawTables.find((each) => each.stream === stream);
      if (table !== undefined) await snowflake?.load(table.name, key, nowMs());
    }
  };
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      await turn();
      await pause(LOOKS_EVERY_MS);
    }
  })();
  return Object.assign(host, {
    listening: () => present,
    stop: async () => {
      stopping.abort();
      await loop;
    },
  });
};
