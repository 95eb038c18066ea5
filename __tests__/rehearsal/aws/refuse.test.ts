import * as E from 'fp-ts/lib/Either.js';
import { expect, it, onTestFinished } from 'vitest';
import { make } from '../../../rehearsal/course/create.ts';
import { refusePlan } from '../../../rehearsal/course/destroy.ts';
import { prepare } from '../../../rehearsal/course/prepare.ts';
import { openMadeUpStage } from '../../../rehearsal/made-up-stage.ts';
import { perform } from '../../../rehearsal/rehearse.ts';
import { readSynthesised } from '../../../rehearsal/synthesised.ts';
import { describeWithEngine, engine } from '../../support/rehearsal/engine.ts';
import { fixture, writeFixture } from '../../support/rehearsal/fixture.ts';

describeWithEngine('what holds data', () => {
  it('is in no plan of a destroy: the engine refuses to make one', async () => {
    const { out, remove } = writeFixture({ storage: fixture.storage });
    onTestFinished(remove);
    const stacks = await readSynthesised(out);
    if (E.isLeft(stacks)) throw new Error(stacks.left);
    const open = () => openMadeUpStage(out, stacks.right, engine());
    const rehearsed = await perform(engine(), open, [prepare, make, refusePlan]);
    if (E.isLeft(rehearsed)) throw new Error(rehearsed.left);
    expect(rehearsed.right.steps.at(-1)).toMatchObject({
      act: 'plan of a destroy is refused',
      outcome: E.right('1 are protected'),
    });
  });
});
