import type { DeliveryState } from '../server/ports.ts';
import { NOTHING, duration, whole } from './words.ts';

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;

/** Bytes on disk: 6291456 → `6.0 MiB`, 1073741824 → `1.0 GiB` */
export const diskBytes = (bytes: number): string =>
  bytes < GIB - MIB / 20 ? `${(bytes / MIB).toFixed(1)} MiB` : `${(bytes / GIB).toFixed(1)} GiB`;

/** How far the lake is behind, or that it is not. */
export const lagInWords = (delivery: DeliveryState | null): string =>
  delivery === null
    ? NOTHING
    : delivery.lagSeconds === 0
      ? 'nothing waits'
      : duration(delivery.lagSeconds * 1000);

export const failedPuts = (delivery: DeliveryState): number =>
  Object.values(delivery.putFailures).reduce((sum, count) => sum + count, 0);

/** `throttled 3, timeout 1`: most first; empty where none failed. */
export const failuresInWords = (delivery: DeliveryState): string =>
  Object.entries(delivery.putFailures)
    .filter(([, count]) => count > 0)
    .toSorted(([, a], [, b]) => b - a)
    .map(([code, count]) => `${code} ${whole(count)}`)
    .join(', ');

/** How delivery is doing, for an icon and a colour. */
export type DeliveryCondition = 'flowing' | 'held-up' | 'blocked' | 'full' | 'none';

export const conditionOf = (delivery: DeliveryState): DeliveryCondition => {
  if (delivery.spool !== 'open') return delivery.spool;
  return delivery.heldUp.length === 0 ? 'flowing' : 'held-up';
};

const conditions: Readonly<Record<DeliveryCondition, string>> = {
  flowing: 'What was read is on disk and on its way to the lake',
  'held-up': 'Lines wait on disk until they can be put into the lake; nothing is lost',
  blocked: 'The disk takes nothing: what is read now is given up, and counted as a gap',
  none: 'This program only shows: what it reads is not stored',
  full: 'The local store is full: what is read now is given up, and counted as a gap',
};

export const conditionInWords = (delivery: DeliveryState): string =>
  conditions[conditionOf(delivery)];
