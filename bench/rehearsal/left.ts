import * as E from 'fp-ts/lib/Either.js';
import { keysIn } from '../../__tests__/support/aws/bucket-lines.ts';
import { destroyOthers } from '../../rehearsal/course/destroy.ts';
import type { Act } from '../../rehearsal/course/scene.ts';
import type { Stage } from '../../rehearsal/stage.ts';
import type { Here } from './here.ts';
import { lakeBucket } from './made.ts';

/** All but what is kept goes; the lake's bucket has every object that it had before. */
export const destroyAndLook =
  (here: Here): Act<Stage> =>
  async (scene) => {
    const bucket = lakeBucket(scene.stage);
    const before = await keysIn(here.s3, bucket);
    return (
      (await destroyOthers(scene)) &&
      scene.play('what is left', 'storage', async () => {
        const after = new Set(await keysIn(here.s3, bucket));
        const gone = before.filter((key) => !after.has(key));
        return gone.length === 0 && before.length > 0
          ? E.right(`${bucket} with ${after.size} objects`)
          : E.left(`${gone.length} of ${before.length} objects are gone`);
      })
    );
  };
