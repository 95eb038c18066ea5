import * as E from 'fp-ts/lib/Either.js';
import { expect, it } from 'vitest';
import { describeWithEngine } from '../support/rehearsal/engine.ts';
import { fixture } from '../support/rehearsal/fixture.ts';
import { failuresOf, rehearsed } from '../support/rehearsal/rehearsed.ts';

const { storage, tables, stream } = fixture;

describeWithEngine('a rehearsal', () => {
  it('goes through everything, in the order in which stacks need each other', async () => {
    const result = await rehearsed(fixture);
    if (E.isLeft(result)) throw new Error(result.left);
    const { isGood, stacks, steps } = result.right;
    expect({ isGood, stacks }).toStrictEqual({
      isGood: true,
      stacks: ['storage', 'tables', 'stream', 'warehouse'],
    });
    const said = (name: string | null): ReadonlyArray<string> =>
      steps
        .filter(({ stack }) => stack === name)
        .map(({ act, outcome }) => `${act}: ${E.toUnion(outcome)}`);
    const same = 'nothing to do';
    expect(said('storage')).toStrictEqual([
      'init: good',
      'validate: good',
      'plan: 2 create',
      'apply: 2 create',
      `second plan: ${same}`,
      'destroy is refused: 1 are protected',
      `what stayed is taken on: ${same}`,
    ]);
    expect(said('stream')).toStrictEqual([
      'init: good',
      'validate: good',
      'plan: 4 create',
      'apply: 4 create',
      `second plan: ${same}`,
      'change one argument: update aws_cloudwatch_log_group.errors',
      'apply, its answer lost: it failed, and said so',
      `plan, once it is done: ${same}`,
      'change it again: update aws_cloudwatch_log_group.errors',
      'apply: update aws_cloudwatch_log_group.errors',
      `plan after the change: ${same}`,
      'destroy: 4 delete',
      'plan: 4 create',
      'apply: 4 create',
      `plan after the second try: ${same}`,
    ]);
    expect(said('warehouse').slice(-5)).toStrictEqual([
      'destroy: 3 delete',
      'apply, one refused: snowflake_pipe.blocks failed, and it said so',
      'plan: 2 create',
      'apply: 2 create',
      `plan after the second try: ${same}`,
    ]);
    const stacksOf = (wanted: string): ReadonlyArray<string | null> =>
      steps.filter(({ act }) => act === wanted).map(({ stack }) => stack);
    expect(stacksOf('destroy')).toStrictEqual(['warehouse', 'stream']);
    expect(stacksOf('apply').slice(0, 4)).toStrictEqual(stacks);
  });

  it('is not content with a plan that never becomes empty', async () => {
    const { errors } = stream.resource.aws_cloudwatch_log_group;
    const restless = {
      ...stream,
      resource: {
        ...stream.resource,
        aws_cloudwatch_log_group: { errors: { ...errors, tags: { made: '${timestamp()}' } } },
      },
    };
    expect(await failuresOf({ storage, tables, stream: restless })).toStrictEqual([
      'second plan of stream: it would update aws_cloudwatch_log_group.errors, where nothing was changed',
    ]);
  });

  it('is not content where there is nothing to change', async () => {
    expect(await failuresOf({ storage, tables })).toStrictEqual([
      'change one argument of all: there is no aws_cloudwatch_log_group to change in a stack that can be destroyed',
    ]);
  });
});
