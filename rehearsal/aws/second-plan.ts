import * as E from 'fp-ts/lib/Either.js';
import type { Difference } from '../engine/shown.ts';
import type { Act } from '../course/scene.ts';
import type { Stage, Staged } from '../stage.ts';
import { sideBySide, type Outcome } from '../step.ts';
import type { KnownDrift } from './known-drift.ts';

/** What becomes of the differences that a second plan finds. */
export interface Judged {
  /** Each that the server is not known for, with its address. */
  readonly beyond: ReadonlyArray<string>;
  readonly met: ReadonlySet<KnownDrift>;
}

export const judge = (
  differences: ReadonlyArray<Difference>,
  known: ReadonlyArray<KnownDrift>,
): Judged => {
  const met = new Set<KnownDrift>();
  const beyond = differences.flatMap(({ address, type, action, arguments: names }) => {
    if (action !== 'update') return [`${address}: ${action} for ${names.join(', ')}`];
    return names.flatMap((name) => {
      const drift = known.find((each) => each.type === type && each.argument === name);
      if (drift === undefined) return [`${address}.${name}`];
      met.add(drift);
      return [];
    });
  });
  return { beyond, met };
};

const MOST_TOLD = 20;

/** As many as somebody reads. */
const first = (lines: ReadonlyArray<string>): string =>
  [
    ...lines.slice(0, MOST_TOLD),
    ...(lines.length > MOST_TOLD ? [`and ${lines.length - MOST_TOLD} more`] : []),
  ].join('\n');

const nameOf = ({ type, argument }: KnownDrift): string => `${type}.${argument}`;

const planAgain = async (
  { engine }: Staged,
  known: ReadonlyArray<KnownDrift>,
  meet: (drift: KnownDrift) => void,
): Promise<Outcome> => {
  const plan = await engine.plan();
  if (E.isLeft(plan)) return plan;
  if (plan.right.isEmpty) return E.right('nothing to do');
  const differences = await engine.differences();
  if (E.isLeft(differences)) return differences;
  const { beyond, met } = judge(differences.right, known);
  if (beyond.length > 0)
    return E.left(`what was applied differs from what is there:\n${first(beyond)}`);
  met.forEach(meet);
  return met.size > 0
    ? E.right(`known of the server: ${[...met].map(nameOf).join(', ')}`)
    : E.left('it would change outputs, where nothing was changed');
};

/** A second plan finds what the server is known for, and nothing else. */
export const secondPlan =
  (known: ReadonlyArray<KnownDrift>): Act<Stage> =>
  async ({ stage, play }) => {
    const met = new Set<KnownDrift>();
    const isGood = await sideBySide(stage.staged, (staged) =>
      play('second plan', staged.stack.name, () =>
        planAgain(staged, known, (drift) => met.add(drift)),
      ),
    );
    if (!isGood) return false;
    return play('known drift', null, async () => {
      const gone = known.filter((each) => !met.has(each)).map(nameOf);
      return E.right(
        `${met.size} of ${known.length}` +
          (gone.length === 0
            ? ''
            : `; no longer there, to be taken off the list: ${gone.join(', ')}`),
      );
    });
  };
