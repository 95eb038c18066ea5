import { batch, computed, signal } from '@preact/signals';
import { clockOf, statusOf, type Stream } from '../layout/status.ts';
import type { View } from '../server/view.ts';

/** What the server last told, part by part; null until it told anything. */
export const source = signal<View['source'] | null>(null);
export const nextBlock = signal<View['next-block']>(null);
export const conversions = signal<View['conversions']>(null);
export const blocks = signal<View['blocks'] | null>(null);
export const counts = signal<View['counts'] | null>(null);
export const delivery = signal<View['delivery']>(null);
export const warehouse = signal<View['warehouse'] | null>(null);

const stream = signal<Stream>('connecting');
const wallMs = signal(Date.now());

/** The moment that ages are counted from. */
export const nowMs = computed(() => clockOf(source.value, wallMs.value));

/** The same, moving each 15 s, for ages that are told in minutes. */
export const slowNowMs = computed(() => Math.ceil(nowMs.value / 15_000) * 15_000);

/** What can be said of the data right now. */
export const status = computed(() =>
  statusOf(source.value, delivery.value, stream.value, wallMs.value),
);

/** Whether the figures are of now: while they are not, they are shown as the last ones known. */
export const isCurrent = computed(
  () => !['spool-full', 'gap', 'stale', 'source-down', 'page-cut'].includes(status.value.name),
);

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

/** What each event carries. */
type Told = View & { readonly state: View };

/** Follows the server for as long as the page is open. A browser tries again by itself unless it was refused. */
const follow = (onFirst: () => void): void => {
  const events = new EventSource('/events');
  const on = <Name extends keyof Told>(name: Name, listener: (value: Told[Name]) => void): void =>
    events.addEventListener(name, (event: MessageEvent<string>) =>
      // our own server, same version: no decoding twice
      listener(JSON.parse(event.data) as Told[Name]),
    );
  on('state', (view) => {
    takeAll(view);
    onFirst();
  });
  on('source', take.source);
  on('next-block', take['next-block']);
  on('conversions', take.conversions);
  on('blocks', take.blocks);
  on('counts', take.counts);
  on('delivery', take.delivery);
  on('warehouse', take.warehouse);
  events.addEventListener('error', () => {
    stream.value = 'lost';
    if (events.readyState === EventSource.CLOSED) setTimeout(() => follow(onFirst), 2000);
  });
};

/** Longest wait of the first picture for the first data, so that it need not be drawn twice. */
const PATIENCE_MS = 250;

/** Begins to follow, and moves the clock twice a second. Resolves when there is something to show, or soon. */
export const start = (): Promise<void> =>
  new Promise((resolve) => {
    setInterval(() => (wallMs.value = Date.now()), 500);
    setTimeout(resolve, PATIENCE_MS);
    follow(resolve);
  });
