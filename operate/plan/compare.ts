import type { Planned, PlannedStack } from './document.ts';

const PAST: Readonly<Record<string, string>> = {
  create: 'created',
  update: 'updated',
  delete: 'deleted',
  replace: 'replaced',
};

const wordOf = (action: string): string => PAST[action] ?? action;

/** Known by now, where it was reviewed as what is known when it is done. */
const wasOpen = (reviewed: Planned['values'], path: string): boolean =>
  Object.entries(reviewed).some(
    ([open, wanted]) =>
      wanted === null &&
      (path === open || path.startsWith(`${open}.`) || path.startsWith(`${open}[`)),
  );

const differingValue = (reviewed: Planned['values'], now: Planned['values']): string | null =>
  Object.entries(now).find(
    ([path, wanted]) => reviewed[path] !== wanted && !wasOpen(reviewed, path),
  )?.[0] ??
  Object.entries(reviewed).find(([path, wanted]) => wanted !== null && !(path in now))?.[0] ??
  null;

const differenceOf = (
  stack: string,
  now: Planned,
  reviewed: Planned | undefined,
): string | null => {
  const { address, action } = now;
  if (reviewed === undefined)
    return `${stack}: ${address} would be ${wordOf(action)}, which nobody reviewed`;
  if (reviewed.action !== action)
    return `${stack}: ${address} would be ${wordOf(action)}, reviewed was ${reviewed.action}`;
  const path = differingValue(reviewed.values, now.values);
  return path === null ? null : `${stack}: ${path} of ${address} would become other than reviewed`;
};

/**
 * What would be done that was not reviewed, a sentence each. Less than was reviewed is none: a deploy that failed half
 * way has done a part of it.
 */
export const differences = (
  reviewed: Readonly<Record<string, PlannedStack>>,
  now: Readonly<Record<string, PlannedStack>>,
): ReadonlyArray<string> =>
  Object.entries(now).flatMap(([stack, { digest, changes }]) => {
    const known = reviewed[stack];
    if (known === undefined) return [`the reviewed plan has no stack ${stack}`];
    if (known.digest === digest) return [];
    return changes.flatMap(
      (change) =>
        differenceOf(
          stack,
          change,
          known.changes.find(({ address }) => address === change.address),
        ) ?? [],
    );
  });
