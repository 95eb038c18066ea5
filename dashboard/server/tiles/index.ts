import { randomBytes } from 'node:crypto';
import { eventIdIn, eventIdText } from '../../layout/tiles/event-id.ts';
import { TileMap } from '../../layout/tiles/tile-map.ts';
import type { ServerEvent } from '../broadcast.ts';
import type { LivePort, NextBlockEvent } from '../ports.ts';
import { Arrangement } from './arrangement.ts';
import { EventLog } from './event-log.ts';
import { onceFor } from './once-for.ts';
import { Recent } from './recent.ts';

/** The next block's tiles, for any number of readers. */
export interface TilesFeed {
  /** For a reader that had this id last: what it missed, or else the whole picture; nothing where there is none. */
  readonly join: (lastEventId: string | null) => ReadonlyArray<ServerEvent>;
  /** `{lastId, events}` of the last half hour. The id is that of the last event. */
  readonly recent: () => string;
  /** Changes whenever there is more to tell. */
  readonly newest: () => number;
  /** Events of which something could not be used, since the server began. */
  readonly brokenEvents: () => number;
  readonly stop: () => void;
}

/** Arranges the next block as the live port tells of it. Tells `onEvent` each event once, and of broken ones too. */
export const followTiles = (
  live: LivePort,
  onEvent: (event: ServerEvent) => void,
  onBroken: () => void,
): TilesFeed => {
  const run = randomBytes(4).toString('hex');
  const arrangement = new Arrangement();
  const picture = new TileMap();
  const log = new EventLog();
  const recent = new Recent();
  let brokenEvents = 0;

  const sent = (number: number, json: string): ServerEvent => ({
    name: 'tiles',
    json,
    id: eventIdText({ run, number }),
  });
  const wholePicture = onceFor(() => JSON.stringify(picture.snapshot()));
  const missedSince = (lastEventId: string | null) => {
    const id = eventIdIn(lastEventId ?? '');
    return id === null || id.run !== run ? null : log.after(id.number);
  };
  const take = (told: NextBlockEvent): void => {
    const { event, isBroken } = arrangement.take(told);
    if (event !== null) {
      const json = JSON.stringify(event);
      picture.apply(event);
      log.add(json);
      recent.add(event, json);
      onEvent(sent(log.newest, json));
    }
    if (!isBroken) return;
    brokenEvents += 1;
    onBroken();
  };

  const stop = live.followNextBlock(take);
  return {
    join: (lastEventId) => {
      if (log.newest === 0) return [];
      const missed = missedSince(lastEventId);
      return missed === null
        ? [sent(log.newest, wholePicture(log.newest))]
        : missed.map(([number, json]) => sent(number, json));
    },
    recent: () => {
      const lastId = log.newest === 0 ? null : eventIdText({ run, number: log.newest });
      return `{"lastId":${JSON.stringify(lastId)},"events":${recent.json()}}`;
    },
    newest: () => log.newest,
    brokenEvents: () => brokenEvents,
    stop,
  };
};
