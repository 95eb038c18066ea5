import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openMadeUpStage, type MadeUpStage } from '../../../rehearsal/made-up-stage.ts';
import { readSynthesised } from '../../../rehearsal/synthesised.ts';
import { synthesiseInto } from '../stacks/synthesised.ts';
import { right } from '../warehouse.ts';
import { engine } from './engine.ts';

/** Stacks of the project by their names, deployed by the engine into providers that are made up. Goes with the test. */
export const deployed = async (...names: ReadonlyArray<string>): Promise<MadeUpStage> => {
  const folder = mkdtempSync(join(tmpdir(), 'state-lost-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const out = synthesiseInto(folder);
  const chosen = right(await readSynthesised(out)).filter(({ name }) => names.includes(name));
  const stage = await openMadeUpStage(out, chosen, engine());
  onTestFinished(stage.close);
  for (const staged of stage.staged) {
    right(await staged.engine.init());
    right(await staged.engine.plan());
    right(await staged.engine.apply());
  }
  return stage;
};
