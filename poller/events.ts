import type { Accepted } from '@bitcoin-pipeline/model';
import type { PutFault } from '../lake/delivery/ports.ts';
import type { RestFault } from '../sources/rest/ports.ts';
import type { StateFault } from './state/codec.ts';

/** Why a run did not do all it had to. */
export type RunFault = RestFault | PutFault | StateFault | OddAnswer;

/** A block as it was written. */
export interface WrittenBlock {
  readonly accepted: Accepted;
  readonly height: number;
  readonly onMainChain: boolean;
}

/** Which part of the way failed. */
export type BrokenPart = 'source' | 'lake' | 'state';

/** JSON, but not what was asked for: no blocks, or no chain of them. */
export interface OddAnswer {
  readonly code: 'not-blocks' | 'not-linked';
  readonly message: string;
}

/** What happens on the way, for logs, metrics and progress. */
export type PollerEvent =
  | {
      readonly event: 'blocks-written';
      /** Observations, lowest first. */
      readonly blocks: ReadonlyArray<WrittenBlock>;
    }
  /** Blocks above the fork gave way to others. */
  | { readonly event: 'chain-reorganised'; readonly forkHeight: number; readonly depth: number }
  /** A replaced block that the source does not know (yet). */
  | {
      readonly event: 'replaced-block-unknown';
      readonly height: number;
      readonly blockHash: string;
      readonly fault: RestFault;
    }
  | { readonly event: 'source-asked-again'; readonly fault: RestFault }
  | { readonly event: 'source-failed'; readonly fault: RestFault | OddAnswer }
  | { readonly event: 'lake-failed'; readonly fault: PutFault }
  | { readonly event: 'state-failed'; readonly fault: StateFault }
  /** Another process wrote the state first: what it says is taken over. */
  | { readonly event: 'race-lost' };
