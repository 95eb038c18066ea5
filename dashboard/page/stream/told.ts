import type { TilesEvent } from '../../layout/tiles/wire.ts';
import type { View } from '../../server/view.ts';

/** What each event of `/events` carries. */
interface Events extends View {
  readonly state: View;
  readonly tiles: TilesEvent;
}

export type EventName = keyof Events;

/** One event as it came. */
export type Told = {
  readonly [Name in EventName]: {
    readonly name: Name;
    readonly value: Events[Name];
    /** `<run>-<number>` of an event `tiles`; null for the others. */
    readonly id: string | null;
  };
}[EventName];

export const eventNames = [
  'state',
  'source',
  'next-block',
  'conversions',
  'blocks',
  'counts',
  'delivery',
  'warehouse',
  'tiles',
] as const satisfies ReadonlyArray<EventName>;
