import type * as t from 'io-ts';

/** Where the first offending value stands, keys joined by dots, and the codec that refused it. */
export interface Fault {
  readonly valuePath: string | null;
  readonly codec: string | null;
}

const isChoice = (type: t.Decoder<unknown, unknown>): boolean =>
  '_tag' in type && (type._tag === 'IntersectionType' || type._tag === 'UnionType');

/** Of several faults the first; the branch numbers that io-ts puts in for unions and intersections are left out. */
export const firstFault = (errors: t.Errors): Fault => {
  const context = errors[0]?.context ?? [];
  const keys = context
    .filter((entry, index) => {
      const parent = context[index - 1];
      return entry.key !== '' && !(parent !== undefined && isChoice(parent.type));
    })
    .map((entry) => entry.key);
  const last = context.findLast((_, index) => {
    const parent = context[index - 1];
    return parent === undefined || !isChoice(parent.type);
  });
  return { valuePath: keys.length > 0 ? keys.join('.') : null, codec: last?.type.name ?? null };
};
