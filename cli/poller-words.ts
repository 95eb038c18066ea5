import type { PollerEvent } from '../poller/events.ts';

const many = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** An event of the poller as a sentence for a person. */
export const pollerWords = (event: PollerEvent): string => {
  switch (event.event) {
    case 'blocks-written': {
      const heights = event.blocks.map(({ height }) => height);
      return `${many(event.blocks.length, 'new or changed block')}, ${Math.min(...heights)} to ${Math.max(...heights)}`;
    }
    case 'chain-reorganised':
      return `the chain was reorganised above ${event.forkHeight}: ${many(event.depth, 'block')} replaced, both branches are kept`;
    case 'replaced-block-unknown':
      return `the replaced block ${event.blockHash} at ${event.height} is not known to the source (${event.fault.message}); asking again in later turns`;
    case 'source-asked-again':
      return `${event.fault.message}; asking again`;
    case 'source-failed':
    case 'lake-failed':
    case 'state-failed':
      return event.fault.message;
    case 'race-lost':
      return 'another process wrote the state first; going on with what it says';
  }
};

/** The sentence of an event that ends a turn before its time; null for any other. */
export const failureIn = (event: PollerEvent): string | null =>
  event.event === 'source-failed' || event.event === 'lake-failed' || event.event === 'state-failed'
    ? event.fault.message
    : null;
