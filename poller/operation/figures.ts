import { total } from '@bitcoin-pipeline/model';
import { totalLengthOf } from '../chain/ranges.ts';
import type { ChainState } from '../chain/state.ts';
import type { Turn } from '../chain/turn.ts';
import type { PollerEvent, RunFault } from '../events.ts';
import type { RunReport } from '../run.ts';

/** What one turn comes to, for metrics and for whoever called. */
export interface TurnFigures {
  readonly durationMs: number;
  /** To the source, those made again included. */
  readonly requests: number;
  readonly blocksWritten: number;
  readonly fragmentsQuarantined: number;
  readonly reorganisations: number;
  readonly racesLost: number;
  /** Answers that did not come, by why. */
  readonly sourceFaults: Readonly<Partial<Record<RunFault['code'], number>>>;
  readonly lakeFaults: number;
  readonly stateFaults: number;
  /** How the chain is held; null where the state could not be read. */
  readonly held: {
    /** Null: nothing yet. */
    readonly topHeight: number | null;
    readonly secondsSinceTipMined: number | null;
    readonly pendingBlocks: number;
  } | null;
}

const heldOf = (chain: ChainState, nowMs: number): NonNullable<TurnFigures['held']> => {
  const topHeight = chain.followedHeight;
  const tip = chain.newest.find(({ height }) => height === topHeight);
  return {
    topHeight,
    secondsSinceTipMined: tip === undefined ? null : Math.max(0, (nowMs - tip.minedAtMs) / 1000), // miners' clocks may be ahead
    pendingBlocks: totalLengthOf(chain.pending),
  };
};

/** Counts what happens in a turn. */
export class TurnCounter {
  readonly #counts = new Map<PollerEvent['event'], number>();
  readonly #sourceFaults: Partial<Record<RunFault['code'], number>> = {};

  told(event: PollerEvent): void {
    this.#counts.set(event.event, this.#of(event.event) + 1);
    if (event.event === 'source-failed' || event.event === 'source-asked-again') {
      const { code } = event.fault;
      this.#sourceFaults[code] = (this.#sourceFaults[code] ?? 0) + 1;
    }
  }

  #of(event: PollerEvent['event']): number {
    return this.#counts.get(event) ?? 0;
  }

  figures(report: RunReport<Turn>, durationMs: number, nowMs: number): TurnFigures {
    return {
      durationMs,
      requests: report.requests + this.#of('source-asked-again'),
      blocksWritten: report.written,
      fragmentsQuarantined: total(report.counts.quarantined),
      reorganisations: this.#of('chain-reorganised'),
      racesLost: this.#of('race-lost'),
      sourceFaults: this.#sourceFaults,
      lakeFaults: this.#of('lake-failed'),
      stateFaults: this.#of('state-failed'),
      held: report.state === null ? null : heldOf(report.state, nowMs),
    };
  }
}
