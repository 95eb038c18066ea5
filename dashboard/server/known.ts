import * as t from 'io-ts';

/** A value, or null where it is not known. */
export const known = <C extends t.Mixed>(codec: C) => t.union([codec, t.null]);
