import type { Made } from '../../rehearsal/engine/shown.ts';
import type { Play } from '../../rehearsal/step.ts';
import type { Here } from './here.ts';

/** What every part of the use is given. */
export interface Context {
  readonly here: Here;
  /** What was applied. */
  readonly made: ReadonlyArray<Made>;
  /** The lake's. */
  readonly bucket: string;
  readonly play: Play;
}
