import { batch, effect, signal } from '@preact/signals';
import { nothingYet, recentAfter } from '../../layout/changes/recent.ts';
import { columnsOfTime, type Columns } from '../../layout/spectrum/columns.ts';
import { eventIdIn } from '../../layout/tiles/event-id.ts';
import { ReplayCursor } from '../../layout/tiles/replay-cursor.ts';
import { Replay } from '../../layout/tiles/replay.ts';
import type { CameAndWent } from '../../layout/tiles/tile-map.ts';
import type { TilesEvent } from '../../layout/tiles/wire.ts';
import { followTiles, isCurrent, nowMs, source, status } from '../store.ts';
import { renewChanges } from '../tiles/changes.ts';
import { getJson } from './get-json.ts';

/** The last half hour: what is drawn of it, and what can be sought in it. Both change in place. */
interface Past {
  readonly columns: Columns;
  readonly replay: Replay;
  /** The one that the picture of the past is found by. */
  readonly cursor: ReplayCursor;
}

const empty = (): Past => {
  const replay = new Replay();
  return { columns: columnsOfTime(), replay, cursor: new ReplayCursor(replay) };
};

/** Another object after each change; other contents after the past was read anew. */
export const past = signal<Past>(empty());

/** What came before this page was opened: wanted, there, or why it is not there, in words. */
export const earlier = signal<
  { readonly tag: 'wanted' | 'asked' | 'there' } | { readonly tag: 'failed'; readonly why: string }
>({ tag: 'wanted' });

/** The last half hour as the program has it, with the id of its last event. */
interface Recent {
  readonly lastId: string | null;
  readonly events: ReadonlyArray<TilesEvent>;
}

/** What came while the past was being asked for; null: nobody asks. */
let meanwhile: { readonly event: TilesEvent; readonly id: string | null }[] | null = null;
let lastEvent: { readonly at: string; readonly heardMs: number } | null = null;
let wasCut = false;

const add = ({ columns, replay }: Past, event: TilesEvent): CameAndWent | null => {
  columns.take(event);
  return replay.append(event);
};

/** This page missed what happened; what it knew last must not pass for it. */
const cutOff = (at: string): TilesEvent => ({
  tag: 'standing',
  at,
  level: 'unknown',
  cause: 'this page was cut off from its program',
});

const take = (event: TilesEvent, id: string | null): void => {
  const isAfterCut = wasCut && event.tag === 'snapshot';
  if (isAfterCut && lastEvent !== null) add(past.value, cutOff(lastEvent.at));
  wasCut = false;
  lastEvent = { at: event.at, heardMs: performance.now() };
  meanwhile?.push({ event, id });
  add(past.value, event);
  past.value = { ...past.value };
  if (isAfterCut) void askEarlier();
};

/** What came after an event by its id; by their times it can't be told where a clock was set back. */
const cameAfter = (
  lastId: string | null,
  came: NonNullable<typeof meanwhile>,
): ReadonlyArray<TilesEvent> => {
  const last = eventIdIn(lastId ?? '');
  const isHeld = (text: string | null): boolean => {
    const id = eventIdIn(text ?? '');
    return id !== null && id.run === last?.run && id.number <= last.number;
  };
  return came.filter(({ id }) => !isHeld(id)).map(({ event }) => event);
};

const renew = (events: ReadonlyArray<TilesEvent>, after: ReadonlyArray<TilesEvent>): void => {
  const renewed = empty();
  let changes = nothingYet;
  for (const event of [...events, ...after])
    changes = recentAfter(changes, event, add(renewed, event));
  past.value = renewed;
  renewChanges(changes); // a page that was opened a moment ago shows them all the same
};

/** Reads the last half hour anew; a failure leaves what there is. */
export const askEarlier = async (): Promise<void> => {
  if (meanwhile !== null) return;
  meanwhile = [];
  earlier.value = { tag: 'asked' };
  const got = await getJson<Recent>('/api/next-block/recent');
  const came = meanwhile;
  meanwhile = null;
  batch(() => {
    earlier.value = got.tag === 'got' ? { tag: 'there' } : { tag: 'failed', why: got.message };
    if (got.tag !== 'got' || got.value.events.length === 0) return;
    renew(got.value.events, cameAfter(got.value.lastId, came));
  });
};

/** What was heard last may be on its way for as long. */
const ON_ITS_WAY_MS = 1000;

/** Time goes on without a message too, but for a recording, and while nobody can say what is. */
const goOn = (): void => {
  const { columns } = past.peek();
  const isGap = columns.all().at(-1)?.level === 'unknown' && status.peek().name !== 'page-cut';
  if (lastEvent === null || source.peek()?.origin === 'recording') return;
  if (!isCurrent.peek() && !isGap) return;
  const begun = columns.begun();
  const sinceMs = performance.now() - lastEvent.heardMs - ON_ITS_WAY_MS;
  columns.advanceTo(Date.parse(lastEvent.at) + sinceMs);
  if (columns.begun() > begun) past.value = { ...past.peek() };
};

/** After the first picture, which is to be there first. */
const AFTER_PICTURE_MS = 300;

/** Follows the stream, and once there is a picture asks for what came before. Gives the way to stop it. */
export const followPast = (): (() => void) => {
  const stops = [
    followTiles(take),
    effect(() => {
      if (status.value.name === 'page-cut') wasCut = true;
    }),
    effect(() => {
      if (nowMs.value > 0) goOn();
    }),
  ];
  const timer = setTimeout(() => void askEarlier(), AFTER_PICTURE_MS);
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
    past.value = empty();
  };
};
