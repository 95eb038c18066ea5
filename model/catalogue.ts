import type { AnyEvent } from './events/definition.ts';
import type { ValuesOf } from './events/field.ts';
import { AuditCompleted } from './events/audit-completed.ts';
import { BlockObserved } from './events/block-observed.ts';
import { ChainCovered } from './events/chain-covered.ts';
import { ConversionsQuoted } from './events/conversions-quoted.ts';
import { EpochClosed } from './events/epoch-closed.ts';
import { EpochOpened } from './events/epoch-opened.ts';
import { FeedCounted } from './events/feed-counted.ts';
import { FragmentRejected } from './events/fragment-rejected.ts';
import { GapClosed } from './events/gap-closed.ts';
import { GapFound } from './events/gap-found.ts';
import { NextBlockChanged } from './events/next-block-changed.ts';
import { NextBlockSnapshotTaken } from './events/next-block-snapshot-taken.ts';
import { TransactionsMoved } from './events/transactions-moved.ts';

/** The only list of events. */
export const catalogue = {
  NextBlockSnapshotTaken,
  NextBlockChanged,
  TransactionsMoved,
  ConversionsQuoted,
  BlockObserved,
  EpochOpened,
  EpochClosed,
  GapFound,
  GapClosed,
  AuditCompleted,
  FeedCounted,
  ChainCovered,
  FragmentRejected,
} as const satisfies Record<string, AnyEvent>;

/** The name of an event. */
export type EventType = keyof typeof catalogue;
/** The names of all events, in the order of the catalogue. */
export const eventTypes = Object.keys(catalogue) as ReadonlyArray<EventType>;

/** An event's definition where its type is not known beforehand. */
export const definitionOf = (type: EventType): AnyEvent => catalogue[type];

/** The flat values of one event. */
export type EventOf<K extends EventType> = ValuesOf<(typeof catalogue)[K]['fields']>;

type FieldsOf<K extends EventType> = (typeof catalogue)[K]['fields'];

/** The events made from a fragment: those with a field that stands in one. */
export type FragmentEventType = {
  [K in EventType]: Extract<
    FieldsOf<K>[keyof FieldsOf<K>],
    { readonly path: ReadonlyArray<string> }
  > extends never
    ? never
    : K;
}[EventType];

/** The flat values of one event that stand in its fragment. */
export type FragmentFieldsOf<K extends FragmentEventType> = {
  readonly [
    F in keyof FieldsOf<K> as FieldsOf<K>[F] extends {
      readonly path: ReadonlyArray<string>;
    }
      ? F
      : never
  ]: EventOf<K>[F];
};
