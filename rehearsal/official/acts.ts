import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { ENGINE_VARIABLE } from '../../preflight/engine.ts';
import { isKept, type Act, type Scene } from '../course/scene.ts';
import { run } from '../engine/run.ts';
import type { Deed } from '../provider/world.ts';
import type { MadeUpStage } from '../made-up-stage.ts';
import type { Staged } from '../stage.ts';
import type { Outcome } from '../step.ts';

const settings = {
  language: 'typescript',
  app: 'false', // --skip-synth: it is never run
  projectId: 'rehearsal',
  sendCrashReports: 'false',
};
/** Of what it prints, which is a picture for a terminal, as much as says why it ended. */
const QUOTED_LINES = 12;

interface Ended {
  readonly isGood: boolean;
  readonly said: string;
  readonly deeds: ReadonlyArray<Deed>;
}

const namesOf = (all: ReadonlyArray<Staged>): ReadonlyArray<string> =>
  all.map(({ stack }) => stack.name);

/** Runs it over stacks that are named one by one, as the workflows do. */
const cdktf = async (
  script: string,
  stage: MadeUpStage,
  what: 'deploy' | 'destroy',
  all: ReadonlyArray<Staged>,
): Promise<Ended> => {
  const folder = dirname(stage.out);
  await writeFile(join(folder, 'cdktf.json'), JSON.stringify(settings));
  stage.world.takeDeeds();
  const { code, rest } = await run(
    process.execPath,
    [
      script,
      what,
      ...namesOf(all),
      '--auto-approve',
      '--skip-synth',
      '--skip-provider-lock', // the providers are no packages with checksums
      `--output=${stage.out}`,
    ],
    {
      ...stage.env,
      [ENGINE_VARIABLE]: stage.program,
      CI: '1',
      NO_COLOR: '1',
      DISABLE_VERSION_CHECK: '1',
      CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1',
    },
    folder,
  );
  const lines = rest.split('\n').filter((line) => line.trim() !== '');
  return {
    isGood: code === 0,
    said: lines.slice(-QUOTED_LINES).join('\n'),
    deeds: stage.world.takeDeeds(),
  };
};

const did = ({ deeds }: Ended): string => `${deeds.length} things done`;

/** It ends well and does something, or nothing where nothing is to be done. */
const outcomeOf = (ended: Ended, isToDo: boolean): Outcome => {
  if (!ended.isGood) return E.left(ended.said);
  return ended.deeds.length > 0 === isToDo ? E.right(did(ended)) : E.left(did(ended));
};

const destroyables = ({ stage }: Scene): ReadonlyArray<Staged> =>
  stage.staged.filter((each) => !isKept(each));

/** @param script of cdktf's own command */
export const officialActs = (script: string): ReadonlyArray<Act> => {
  const deploy =
    (act: string, isToDo: boolean): Act =>
    ({ stage, play }) =>
      play(act, null, async () =>
        // in any order: it sorts them
        outcomeOf(await cdktf(script, stage, 'deploy', stage.staged.toReversed()), isToDo),
      );
  const destroy: Act = (scene) => {
    const { stage, play } = scene;
    return play('cdktf destroy of all but what is kept', null, async () => {
      const ended = await cdktf(script, stage, 'destroy', destroyables(scene));
      const held = await Promise.all(destroyables(scene).map(({ engine }) => engine.held()));
      const isEmpty = held.every((each) => E.isRight(each) && each.right.length === 0);
      return isEmpty ? outcomeOf(ended, true) : E.left(`${did(ended)}, and not all are gone`);
    });
  };
  const refuse: Act = ({ stage, play }) =>
    play('cdktf destroy of storage is refused', null, async () => {
      const storage = stage.staged.filter(({ stack }) => stack.name === 'storage');
      const ended = await cdktf(script, stage, 'destroy', storage);
      return ended.isGood || ended.deeds.length > 0
        ? E.left(`it ended ${ended.isGood ? 'well' : 'badly'}, ${did(ended)}`)
        : E.right(did(ended));
    });
  return [
    deploy('cdktf deploy', true),
    deploy('cdktf deploy, again', false),
    destroy,
    refuse,
    deploy('cdktf deploy, once more', true),
  ];
};
