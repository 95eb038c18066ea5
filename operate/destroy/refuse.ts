import { keptStacks } from '../../rehearsal/kept.ts';
import type { Stack } from '../../rehearsal/synthesised.ts';

type Needs = Pick<Stack, 'name' | 'dependencies'>;

/** What holds data, or who may deploy. Null: none of the words is. */
export const keptWord = (words: ReadonlyArray<string>): string | null => {
  const kept = words.find((word) => keptStacks.has(word));
  return kept === undefined
    ? null
    : `${kept} is never destroyed: it holds data, or who may deploy; leave it out`;
};

/** A stack goes after those that need it. Null: none is left behind. */
export const leftBehind = (
  named: ReadonlyArray<Needs>,
  all: ReadonlyArray<Needs>,
): string | null => {
  const isNamed = (name: string): boolean => named.some((each) => each.name === name);
  const left = all.find(({ name, dependencies }) => !isNamed(name) && dependencies.some(isNamed));
  return left === undefined
    ? null
    : `${left.name} needs ${left.dependencies.filter(isNamed).join(', ')}: name it as well`;
};
