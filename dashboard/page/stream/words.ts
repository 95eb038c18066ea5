import type { Told } from './told.ts';

/** How the stream came to its end. `dropped`: the server gave this reader up, because it was too slow. */
export type Loss = 'lost' | 'dropped';

/** Whether the one stream of this browser is there. */
export type StreamState = 'open' | Loss;

/**
 * What the tabs of one browser say to each other. One of them has the stream; its `term` is a new one whenever another
 * takes over, so that late words of the one before are not mixed in.
 */
export type Word =
  /** I have the stream; whoever follows may ask for what it lacks. */
  | { readonly tag: 'here'; readonly term: string }
  /** I have everything up to `after`: give me the rest. */
  | { readonly tag: 'join'; readonly tab: string; readonly after: string | null }
  | {
      readonly tag: 'catch-up';
      readonly term: string;
      readonly tab: string;
      readonly stream: StreamState;
      readonly events: ReadonlyArray<Told>;
    }
  | { readonly tag: 'told'; readonly term: string; readonly told: Told }
  | { readonly tag: 'lost'; readonly term: string; readonly how: Loss };

/** How a tab hears of everything. */
export interface Ears {
  /** An event that follows the one before. */
  readonly told: (told: Told) => void;
  readonly state: (state: StreamState) => void;
  /** An event that could not be read. */
  readonly broken: (name: string) => void;
}
