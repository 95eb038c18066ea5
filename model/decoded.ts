import type { FragmentEventType, FragmentFieldsOf } from './catalogue.ts';
import { sha256 } from './codec/sha256.ts';
import { decodeFrame } from './decode.ts';
import { utf8Of } from './line/line.ts';
import type { Accepted, Ignored, Outcome, Rejected } from './outcome.ts';
import type { PayloadOf } from './wire/mempool/2024-04/layout.ts';

/** One event of a frame; `type` tells which, and with it the types of `fields` and `payload`. */
export type DecodedEvent = {
  readonly [K in FragmentEventType]: {
    readonly type: K;
    /** The key of the frame under which it stood. */
    readonly key: string;
    /** The wire layout it was read as, dated by when it was first seen. */
    readonly layout: string;
    /** Its flat values as they stand in a line, instants as ISO text; those that a listener adds are not among them. */
    readonly fields: FragmentFieldsOf<K>;
    /** The fragment, decoded; of every layout the same shape. */
    readonly payload: PayloadOf<K>;
    /** The fragment is the bytes [start, end) of the frame. */
    readonly start: number;
    readonly end: number;
  };
}[FragmentEventType];

/** What a frame held: each of its fragments is in one of the three, in the frame's order. */
export interface DecodedFrame {
  readonly events: ReadonlyArray<DecodedEvent>;
  /** What did not decode, with the reason. One without a key is the whole frame. */
  readonly rejected: ReadonlyArray<Rejected>;
  /** Keys that make no event. */
  readonly ignored: ReadonlyArray<Ignored>;
}

const eventOf = ({ type, key, layout, fields, value, start, end }: Accepted): DecodedEvent =>
  // both were read by the codecs of this very type
  ({ type, key, layout, fields, payload: value, start, end }) as DecodedEvent;

const tagged =
  <T extends Outcome['tag']>(tag: T) =>
  (outcome: Outcome): outcome is Extract<Outcome, { readonly tag: T }> =>
    outcome.tag === tag;

/**
 * The events of one WebSocket message, for those who want nothing else: no epoch, line or hash is needed.
 * Whatever comes, it never throws: what can't be read is told as a value. Refuses what `decodeFrame` refuses.
 */
export const decode = (frame: string | Uint8Array): DecodedFrame => {
  const outcomes = decodeFrame(typeof frame === 'string' ? utf8Of(frame) : frame, sha256);
  return {
    events: outcomes.filter(tagged('accepted')).map(eventOf),
    rejected: outcomes.filter(tagged('rejected')),
    ignored: outcomes.filter(tagged('ignored')),
  };
};
