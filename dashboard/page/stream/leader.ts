import { connect } from './connection.ts';
import type { Memory } from './memory.ts';
import type { Told } from './told.ts';
import type { Ears, StreamState, Word } from './words.ts';

export interface Leader {
  readonly asked: (tab: string, after: string | null) => void;
  readonly stop: () => void;
}

/** Holds the stream, hears it itself and says it on. Alone, with nobody to say it to, it is all there is. */
export const lead = (
  term: string,
  memory: Memory,
  ears: Ears,
  say: (word: Word) => void,
): Leader => {
  let stream: StreamState = 'lost';
  let isFresh = false; // whether the stream is being opened for a whole picture

  const askForWhole = (): void => {
    if (isFresh) return;
    isFresh = true;
    memory.forgetTiles();
    connection.again();
  };
  const told = (event: Told): void => {
    if (event.name === 'state') stream = 'open';
    if (event.name === 'tiles') isFresh = false;
    const taken = memory.take(event);
    if (taken === 'missing' && event.name === 'tiles') askForWhole();
    if (taken !== 'taken') return;
    ears.told(event);
    say({ tag: 'told', term, told: event });
    if (event.name !== 'state') return;
    ears.state('open');
    say({ tag: 'here', term });
  };
  const connection = connect({
    after: () => memory.newest,
    told,
    broken: ears.broken,
    lost: (how) => {
      stream = how;
      ears.state(how);
      say({ tag: 'lost', term, how });
    },
  });
  say({ tag: 'here', term });

  return {
    asked: (tab, after) => {
      const events = memory.since(after);
      if (events !== null) say({ tag: 'catch-up', term, tab, stream, events });
      else if (stream === 'open') askForWhole(); // without a state yet, its coming is told to all
    },
    stop: connection.close,
  };
};
