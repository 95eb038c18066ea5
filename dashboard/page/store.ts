import { batch, computed, signal } from '@preact/signals';
import { clockOf, statusOf, type Stream } from '../layout/status.ts';
import { troublesOf } from '../layout/trouble.ts';
import type { TilesEvent } from '../layout/tiles/wire.ts';
import type { View } from '../server/view.ts';
import { brokenEvent, counted, droppedAsSlow, faults } from './faults.ts';
import { measureServerAhead } from './server-clock.ts';
import { replayedMs } from './shown.ts';
import { followStream } from './stream/index.ts';
import { Memory } from './stream/memory.ts';
import type { Told } from './stream/told.ts';
import { timeOfDay } from './time.ts';

/** What the server last told, part by part; null until it told anything. */
export const source = signal<View['source'] | null>(null);
export const nextBlock = signal<View['next-block']>(null);
export const conversions = signal<View['conversions']>(null);
export const blocks = signal<View['blocks'] | null>(null);
export const counts = signal<View['counts'] | null>(null);
export const delivery = signal<View['delivery']>(null);
export const warehouse = signal<View['warehouse'] | null>(null);

const stream = signal<Stream>('connecting');
/** By the clock of the program, which dates what it tells; a browser's may be minutes off. */
const wallMs = signal(Date.now());
let serverAheadMs = 0;

/** The past moment that the figures are of, in words; null: now. */
export const replayed = computed(() =>
  replayedMs.value === null ? null : timeOfDay(new Date(replayedMs.value).toISOString()),
);

/** The moment that ages are counted from. */
export const nowMs = computed(() => clockOf(source.value, wallMs.value));

/** The same, moving each 15 s, for ages that are told in minutes. */
export const slowNowMs = computed(() => Math.ceil(nowMs.value / 15_000) * 15_000);

/** The same by the clock of the program, for what it did itself. */
export const slowWallMs = computed(() => Math.ceil(wallMs.value / 15_000) * 15_000);

/** What can be said of the data right now. */
export const status = computed(() =>
  statusOf({
    source: source.value,
    delivery: delivery.value,
    stream: stream.value,
    transactions: nextBlock.value?.transactions ?? null,
    replayed: replayed.value,
    wallMs: wallMs.value,
  }),
);

/** Events that this page, or the server when it arranged them, could not take. */
export const brokenEvents = computed(() => faults.value.events + (counts.value?.brokenEvents ?? 0));

/** What is wrong besides. */
export const troubles = computed(() =>
  troublesOf({
    counts: counts.value,
    delivery: delivery.value,
    warehouse: warehouse.value,
    page: { ...faults.value, events: brokenEvents.value },
  }),
);

const behind: ReadonlySet<string> = new Set([
  'spool-full',
  'spool-blocked',
  'gap',
  'stale',
  'source-down',
  'page-cut',
]);

/** Whether the figures are of now: while they are not, they are shown as the last ones known. */
export const isCurrent = computed(() => {
  // a page that outlived its program still shows what that one told, and the new one has heard nothing yet
  const isNewProgram = source.value?.lastFrameAt === null;
  return !isNewProgram && !behind.has(status.value.name);
});

/** Takes one part as it was sent. */
const take: { readonly [Part in keyof View]: (part: View[Part]) => void } = {
  source: (part) => (source.value = part),
  'next-block': (part) => (nextBlock.value = part),
  conversions: (part) => (conversions.value = part),
  blocks: (part) => (blocks.value = part),
  counts: (part) => (counts.value = part),
  delivery: (part) => (delivery.value = part),
  warehouse: (part) => (warehouse.value = part),
};

const takeAll = (view: View): void =>
  batch(() => {
    take.source(view.source);
    take['next-block'](view['next-block']);
    take.conversions(view.conversions);
    take.blocks(view.blocks);
    take.counts(view.counts);
    take.delivery(view.delivery);
    take.warehouse(view.warehouse);
    stream.value = 'open';
  });

const memory = new Memory();
/** Told an event and its id in the stream. */
type TilesListener = (event: TilesEvent, id: string | null) => void;
type TilesTold = Extract<Told, { readonly name: 'tiles' }>;
const tilesListeners = new Set<TilesListener>();

/** A listener that failed has lost its place; it finds it again with the next whole picture, which is asked for. */
const tell = (listener: TilesListener, { value, id }: TilesTold): void => {
  if (!counted('tiles', () => listener(value, id))) memory.forgetTiles();
};

/**
 * Hears each event `tiles` in order, those since the newest whole picture at once.
 */
export const followTiles = (listener: TilesListener): (() => void) => {
  for (const told of memory.tiles) tell(listener, told);
  tilesListeners.add(listener);
  return () => tilesListeners.delete(listener);
};

const hear = (told: Told): void => {
  if (told.name === 'state') takeAll(told.value);
  else if (told.name === 'tiles') for (const listener of tilesListeners) tell(listener, told);
  else (take[told.name] as (part: typeof told.value) => void)(told.value); // the two names are one
};

/** Longest wait of the first picture for the first data, so that it need not be drawn twice and nothing moves then. */
const PATIENCE_MS = 1500;

const tick = (): void => {
  wallMs.value = Date.now() + serverAheadMs;
};

/** Sets the clock by the program's, as far as that says what it is. */
const setClock = async (): Promise<void> => {
  serverAheadMs = (await measureServerAhead()) ?? serverAheadMs;
  tick();
};

/** Begins to follow, and moves the clock twice a second. Resolves when there is something to show, or soon. */
export const start = (): Promise<void> =>
  new Promise((resolve) => {
    setInterval(tick, 500);
    setTimeout(resolve, PATIENCE_MS);
    followStream(memory, {
      told: (told) => {
        counted(told.name, () => hear(told));
        if (told.name === 'state') void setClock().then(resolve);
      },
      state: (state) => {
        if (state === 'dropped' && stream.peek() !== 'dropped') droppedAsSlow();
        stream.value = state;
      },
      broken: (name) => brokenEvent(name, 'not readable as JSON'),
    });
  });
