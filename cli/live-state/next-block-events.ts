import {
  Change,
  instantOf,
  PROJECTED_KEY,
  type Accepted,
  type Row,
  type Tracker,
} from '@bitcoin-pipeline/model';
import type { Standing } from '../../dashboard/layout/tiles/wire.ts';
import type { NextBlockEvent } from '../../dashboard/server/ports.ts';
import { Departures } from './departures.ts';
import { MinedNews } from './mined-news.ts';
import { isNextBlock } from './next-block.ts';
import { changesOf, isNothing, rowOf } from './row-changes.ts';

type Follower = (event: NextBlockEvent) => void;

/** What was told last of the rows as a whole. */
interface Told extends Standing {
  readonly at: string;
  readonly sequence: number | null;
}

/** Tells followers of the next block's rows what each message did to them. */
export class NextBlockEvents {
  readonly #followers = new Set<Follower>();
  readonly #departures = new Departures();
  readonly #minedNews = new MinedNews();
  /** The rows as they were told; the tracker's own change in place. */
  readonly #rows = new Map<string, Row>();
  #told: Told | null = null;

  follow(follower: Follower): () => void {
    if (this.#told !== null) follower(this.#snapshot(this.#told));
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }

  /** A frame was taken in by the tracker. `cause`: of the open gap. */
  frame(
    accepted: ReadonlyArray<Accepted>,
    tracker: Tracker,
    cause: string | null,
    atMs: number,
  ): void {
    const at = instantOf(atMs);
    this.#departures.frame(accepted);
    for (const { height, hash } of this.#minedNews.frame(accepted)) {
      this.#tell({ tag: 'mined', at, height, hash });
    }
    const projected = accepted.find(({ key }) => key === PROJECTED_KEY);
    const standing = standingOf(tracker, cause);
    if (projected !== undefined && isNextBlock(tracker)) {
      const moment = { ...standing, at, sequence: tracker.sequence };
      const { value } = projected;
      if (this.#told !== null && Change.is(value)) this.#change(value, tracker, moment);
      else this.#replace(tracker, moment);
    }
    this.stand(standing, at);
  }

  /** Another socket begins. */
  opened(): void {
    this.#departures.reset();
  }

  /** The rows are as they were; what can be said of them may be another. */
  stand({ level, cause }: Standing, at: string): void {
    if (this.#told === null) return;
    if (this.#told.level === level && this.#told.cause === cause) return;
    this.#told = { ...this.#told, level, cause, at };
    this.#tell({ tag: 'standing', level, cause, at });
  }

  #replace({ block }: Tracker, moment: Told): void {
    const isNew = this.#told === null;
    const everything = [...this.#rows.keys(), ...block.rows.keys()];
    const isAsTold = isNothing(changesOf(this.#rows, block.rows, everything));
    this.#rows.clear();
    for (const [txid, row] of block.rows) this.#rows.set(txid, row);
    this.#told = moment;
    if (isNew || !isAsTold) this.#tell(this.#snapshot(moment));
    else this.#tell({ tag: 'delta', ...moment, removed: [], added: [], repriced: [] });
  }

  #change({ delta }: Change, { block }: Tracker, moment: Told): void {
    const { removed, added, changed } = delta;
    const named = [...removed, ...[...added, ...changed].map(([txid]) => txid)];
    const changes = changesOf(this.#rows, block.rows, named);
    // in a gap nothing is applied: then there is nothing to tell of the rows
    if (isNothing(changes) && moment.level === 'unknown') return;
    for (const txid of new Set(named)) {
      const row = block.rows.get(txid);
      if (row === undefined) this.#rows.delete(txid);
      else this.#rows.set(txid, row);
    }
    this.#told = moment;
    this.#tell({
      tag: 'delta',
      ...moment,
      ...changes,
      removed: changes.removed.map((txid) => [txid, this.#departures.why(txid, moment.sequence)]),
    });
  }

  #snapshot(moment: Told): NextBlockEvent {
    return {
      tag: 'snapshot',
      ...moment,
      rows: [...this.#rows].map(([txid, row]) => rowOf(txid, row)),
    };
  }

  #tell(event: NextBlockEvent): void {
    for (const follower of this.#followers) follower(event);
  }
}

/** What can be said of the tracker's rows while a gap of this cause is open, if one is. */
export const standingOf = ({ level }: Tracker, cause: string | null): Standing => ({
  level,
  cause: level === 'unknown' ? cause : null,
});
