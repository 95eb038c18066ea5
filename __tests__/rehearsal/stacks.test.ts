import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { expect, it, onTestFinished } from 'vitest';
import { keptStacks } from '../../rehearsal/kept.ts';
import { acts, rehearse } from '../../rehearsal/rehearse.ts';
import { lineOf } from '../../rehearsal/told.ts';
import { describeWithEngine, engine } from '../support/rehearsal/engine.ts';
import { synthesiseInto } from '../support/stacks/synthesised.ts';

describeWithEngine('the stacks of the project', () => {
  it('are made, changed, destroyed but for what is kept, and made again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stacks-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const result = await rehearse(synthesiseInto(folder), engine(), acts);
    if (E.isLeft(result)) throw new Error(result.left);
    const { isGood, stacks, steps } = result.right;
    expect(steps.filter(({ outcome }) => E.isLeft(outcome)).map(lineOf)).toStrictEqual([]);
    expect(isGood).toBe(true);

    const of = (wanted: string): ReadonlyArray<string | null> =>
      steps.filter(({ act }) => act === wanted).map(({ stack }) => stack);
    expect(new Set(of('destroy'))).toStrictEqual(
      new Set(stacks.filter((stack) => !keptStacks.has(stack))),
    );
    expect(of('destroy is refused')).toEqual(expect.arrayContaining(['storage', 'tables']));
    expect(new Set(of('what stayed is taken on'))).toStrictEqual(keptStacks);
  });
});
