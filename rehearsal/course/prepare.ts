import * as E from 'fp-ts/lib/Either.js';
import { rules } from '../rules/index.ts';
import type { Stage } from '../stage.ts';
import { inTurn, sideBySide } from '../step.ts';
import type { Act } from './scene.ts';

/** What no engine minds, and what each would. */
export const prepare: Act<Stage> = async ({ stage, play }) => {
  const stacks = stage.staged.map(({ stack }) => stack);
  const areKept = await inTurn(rules, ({ name, breaches }) =>
    play(name, null, async () => {
      const found = breaches(stacks);
      return found.length === 0 ? E.right('as it should be') : E.left(found.join('\n'));
    }),
  );
  if (!areKept) return false;
  return sideBySide(stage.staged, async ({ stack, engine }) =>
    inTurn(['init', 'validate'] as const, (command) =>
      play(command, stack.name, async () => E.map(() => 'good')(await engine[command]())),
    ),
  );
};
