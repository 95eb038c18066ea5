import type { FragmentEventType } from '../catalogue.ts';
import { planOf, type Plan } from '../codec/plan.ts';
import { foundFields } from '../fast/found.ts';
import { obstacleOf } from './module.ts';
import { wireCodecs } from '../wire/mempool/2024-04/layout.ts';

/** A fragment's codec to be compiled. */
export interface Target {
  readonly type: FragmentEventType;
  readonly plan: Plan;
  /** Keys of the fragment itself that hold a number which is a field of the event. */
  readonly found: ReadonlyArray<string>;
}

/**
 * Those codecs of today's layout that can be compiled: what comes by the second. Older layouts decode to other values
 * than they get.
 */
export const targets: ReadonlyArray<Target> = (
  Object.keys(wireCodecs) as ReadonlyArray<FragmentEventType>
)
  .map((type) => ({
    type,
    plan: planOf(wireCodecs[type]),
    found: foundFields(type).map(({ key }) => key),
  }))
  .filter(({ plan }) => obstacleOf(plan) === null);
