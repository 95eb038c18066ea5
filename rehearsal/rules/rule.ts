import type { Stack } from '../synthesised.ts';

/** What must be so before an engine is asked. */
export interface Rule {
  /** What is so where it is kept. */
  readonly name: string;
  /** Each place where it is broken, with the way out. */
  readonly breaches: (stacks: ReadonlyArray<Stack>) => ReadonlyArray<string>;
}
