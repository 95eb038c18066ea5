import * as E from 'fp-ts/lib/Either.js';
import type { CliFault } from '../../cli/command.ts';
import { counted } from '../plan/markdown.ts';
import type { PlannedStacks } from '../plan/plan-stacks.ts';
import type { Rolled } from './roll.ts';

export const rolledText = (rolled: Rolled): string => {
  switch (rolled.tag) {
    case 'absent':
      return 'there is no listener yet: no data is waited for';
    case 'stopped':
      return 'the listener is stopped: no data is waited for';
    case 'same':
      return 'the listener is the same as before';
    case 'made':
      return 'the listener was made';
    case 'another':
      return `another listener runs, by version ${rolled.to.version} of the launch template`;
  }
};

/** For who looks at the job later. */
export const deployText = (
  environment: string,
  planned: PlannedStacks,
  done: E.Either<CliFault, Rolled>,
): string =>
  [
    `### Deploy of ${environment} ${E.isRight(done) ? 'done' : 'failed'}`,
    '',
    ...planned.map(([stack, changes]) => `- ${stack}: ${counted(changes)}`),
    '',
    E.isRight(done) ? `${rolledText(done.right)}.` : done.left.message,
  ].join('\n');
