import type { Memory } from './memory.ts';
import type { Told } from './told.ts';
import type { Ears, Word } from './words.ts';

/** A word that is lost leaves nobody waiting for longer. */
const ASK_AGAIN_MS = 2000;

export interface Follower {
  readonly heard: (word: Word) => void;
  readonly stop: () => void;
}

/** Hears what the tab with the stream says, and asks it for what is missing. */
export const follow = (
  tab: string,
  memory: Memory,
  ears: Ears,
  say: (word: Word) => void,
): Follower => {
  let term: string | null = null;
  let isCaughtUp = false;

  const ask = (): void => {
    isCaughtUp = false;
    say({ tag: 'join', tab, after: memory.newest });
  };
  const take = (event: Told): boolean => {
    const taken = memory.take(event);
    if (taken === 'taken') ears.told(event);
    return taken !== 'missing';
  };
  const asking = setInterval(() => {
    if (!isCaughtUp) ask();
  }, ASK_AGAIN_MS);
  ask();

  return {
    heard: (word) => {
      switch (word.tag) {
        case 'join':
          return;
        case 'here':
          term = word.term;
          ask();
          return;
        case 'catch-up':
          if (word.tab !== tab) return;
          term = word.term;
          isCaughtUp = word.events.every(take);
          ears.state(word.stream);
          return;
        case 'told':
          if (word.term !== term || !isCaughtUp) return;
          if (!take(word.told)) ask();
          return;
        case 'lost':
          if (word.term === term) ears.state(word.how);
      }
    },
    stop: () => clearInterval(asking),
  };
};
