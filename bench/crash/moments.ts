import type { Random } from '../../simulator/random.ts';

/** When a listener's end comes, counted from something that can be seen from outside. */
export interface Moment {
  readonly signal: 'SIGKILL' | 'SIGTERM';
  /** `start`: the process was started. `adoption`: it tells what was left. `reading`: its first line is durable. */
  readonly after: 'start' | 'adoption' | 'reading';
  readonly waitMs: number;
}

/** An object of the folder is rolled after 10 s: kills around then fall into deliveries of what was just read. */
const ROLL_MS = 10_000;
const READING_MS = 1_600;
const ADOPTION_MS = 150;

/** @param startMs how long a listener takes until its first line is durable */
export const chooseMoment = (random: Random, startMs: number): Moment => {
  const among = random.unit();
  const signal = random.chance(0.12) ? 'SIGTERM' : 'SIGKILL';
  if (among < 0.25)
    return { signal: 'SIGKILL', after: 'start', waitMs: random.unit() * startMs * 1.1 };
  if (among < 0.45)
    return { signal: 'SIGKILL', after: 'adoption', waitMs: random.unit() * ADOPTION_MS };
  if (among < 0.48)
    return { signal, after: 'reading', waitMs: ROLL_MS - 500 + random.unit() * 1_500 };
  return { signal, after: 'reading', waitMs: random.unit() * READING_MS };
};
