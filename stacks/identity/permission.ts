import type { Names } from '../names.ts';

/** Whose resources they are. */
interface Whose {
  readonly names: Names;
  /** Of a stack that is never destroyed. */
  readonly isKept: boolean;
}

/** What the engine calls for resources of one type. */
export interface Permission {
  /** The ARNs of what this environment has of the type. */
  readonly on: (whose: Whose) => ReadonlyArray<string>;
  /** To compare what is there with what is written down. */
  readonly read: ReadonlyArray<string>;
  /** To make and to change. */
  readonly write: ReadonlyArray<string>;
  readonly remove: ReadonlyArray<string>;
  /** Calls that know no resource, or none that has a name of ours: only looking. */
  readonly look?: ReadonlyArray<string>;
}

/**
 * The same for EC2, where nothing has a name: what is there is known by the tag of its environment, and what is made
 * is made with it.
 */
export interface Ec2Permission {
  /** Kinds of resources that are made. */
  readonly makes: ReadonlyArray<string>;
  /** Kinds of those that take part. */
  readonly among: ReadonlyArray<string>;
  readonly look: ReadonlyArray<string>;
  readonly make: ReadonlyArray<string>;
  readonly change: ReadonlyArray<string>;
  readonly remove: ReadonlyArray<string>;
}

/** Actions of a service by their last parts. */
export const actions =
  (service: string) =>
  (...names: ReadonlyArray<string>): ReadonlyArray<string> =>
    names.map((name) => `${service}:${name}`);
