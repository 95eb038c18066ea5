import * as E from 'fp-ts/lib/Either.js';
import type { Fault } from './provider/faults.ts';
import { resourcesOf, type Configured, type Stack } from './synthesised.ts';

/** Arguments of the engine's own, which no provider is told. */
const ofTheEngine: ReadonlySet<string> = new Set(['provider', 'count', 'for_each']);

/** What a resource says in so many words; the rest is known when others are there. */
const wordsOf = ({ config }: Configured): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(config).filter(
      (entry): entry is [string, string] =>
        typeof entry[1] === 'string' && !entry[1].includes('${') && !ofTheEngine.has(entry[0]),
    ),
  );

const says = (config: Configured['config'], words: Readonly<Record<string, string>>): boolean =>
  Object.entries(words).every(([name, word]) => config[name] === word);

/**
 * A fault at one resource. Providers are not told addresses, so it is told from others of its type by what it says.
 * Left: that does not tell it, or it is not there.
 */
export const faultAt = (
  stacks: ReadonlyArray<Stack>,
  address: string,
  fault: Omit<Fault, 'type' | 'where'>,
): E.Either<string, Fault> => {
  const all = stacks.flatMap(resourcesOf);
  const resource = all.find((each) => each.address === address);
  if (resource === undefined) return E.left(`there is no ${address} for a fault`);
  const where = wordsOf(resource);
  const alike = all.filter(({ type, config }) => type === resource.type && says(config, where));
  return alike.length === 1
    ? E.right({ ...fault, type: resource.type, where })
    : E.left(`${address} says nothing that tells it from ${alike.length - 1} others of its type`);
};

/** The address nearest to the middle of a stack that a fault can be told for. */
export const middleOf = (stacks: ReadonlyArray<Stack>, stack: Stack): string | null => {
  const resources = resourcesOf(stack);
  const middle = (resources.length - 1) / 2;
  const byDistance = resources
    .map(({ address }, at) => ({ address, distance: Math.abs(at - middle) }))
    .sort((a, b) => a.distance - b.distance);
  const fault = { operation: 'create', kind: 'refused', times: 1 } as const;
  return (
    byDistance.find(({ address }) => E.isRight(faultAt(stacks, address, fault)))?.address ?? null
  );
};
