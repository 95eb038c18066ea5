import type { CountsState, DeliveryState, WarehouseState } from '../server/ports.ts';
import { conditionOf } from './delivery.ts';
import { whole } from './words.ts';

/** Something that is wrong and does not stop the data, in a few words; where it is told in full. */
export interface Trouble {
  /** The step of the pipeline, also the end of its anchor on the page. */
  readonly step: 'validate' | 'sequence' | 'store' | 'warehouse' | 'page';
  readonly sentence: string;
}

/** What trouble is made of; null where nothing is known yet. */
export interface Circumstances {
  readonly counts: CountsState | null;
  readonly delivery: DeliveryState | null;
  readonly warehouse: WarehouseState | null;
  readonly page: { readonly events: number; readonly panels: number; readonly drops: number };
}

const some = (count: number, one: string, many: string): string =>
  count === 1 ? `1 ${one}` : `${whole(count)} ${many}`;

const when = (is: boolean, step: Trouble['step'], sentence: () => string): ReadonlyArray<Trouble> =>
  is ? [{ step, sentence: sentence() }] : [];

const ofDelivery = (delivery: DeliveryState): ReadonlyArray<Trouble> => {
  const condition = conditionOf(delivery);
  return [
    ...when(condition === 'full', 'store', () => 'local store full'),
    ...when(condition === 'blocked', 'store', () => 'disk takes nothing'),
    ...when(
      delivery.heldUp.length > 0,
      'store',
      () => `${some(delivery.heldUp.length, 'stream', 'streams')} held up`,
    ),
  ];
};

/** Everything that is wrong, in the order of the pipeline. */
export const troublesOf = (at: Circumstances): ReadonlyArray<Trouble> => {
  const { quarantined, gaps } = at.counts ?? { quarantined: 0, gaps: 0 };
  const { events, panels, drops } = at.page;
  return [
    ...when(quarantined > 0, 'validate', () => `${whole(quarantined)} quarantined`),
    ...when(gaps > 0, 'sequence', () => some(gaps, 'gap', 'gaps')),
    ...(at.delivery === null ? [] : ofDelivery(at.delivery)),
    ...when(at.warehouse?.status === 'failed', 'warehouse', () => 'last build failed'),
    ...when(
      at.warehouse?.status !== 'failed' && at.warehouse?.message != null,
      'warehouse',
      () => 'a file could not be loaded',
    ),
    ...when(events > 0, 'page', () => some(events, 'broken event', 'broken events')),
    ...when(panels > 0, 'page', () => some(panels, 'panel failed', 'panels failed')),
    ...when(
      drops > 0,
      'page',
      () => `dropped as too slow${drops === 1 ? '' : ` ${whole(drops)} times`}`,
    ),
  ];
};
