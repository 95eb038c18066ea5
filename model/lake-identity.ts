import * as t from 'io-ts';

/** `real`, `simulated` or `recording`; what is filled in later or replayed inherits the class of its lake. */
export const OriginClass = t.keyof({ real: null, simulated: null, recording: null }, 'OriginClass');

/** One network and one class of origin per lake, and so per warehouse. */
export interface LakeIdentity {
  readonly network: string;
  readonly originClass: t.TypeOf<typeof OriginClass>;
}
