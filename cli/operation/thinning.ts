import { faultCodeOf, streamOf, type LogEvent, type LogEventName } from './events.ts';

/** The same is told at most once in so long. */
const SAME_EVERY_MS = 60_000;

/** What may come again and again. */
const repeating: ReadonlySet<LogEventName> = new Set<LogEventName>([
  'socket-closed',
  'source-unreachable',
  'put-failed',
  'backlog-unreadable',
  'spool-blocked',
  'spool-full',
  'spool-compacted',
  'metrics-unwritten',
]);

/** Good news, and the bad news before it. */
const endings: Readonly<Partial<Record<LogEventName, ReadonlyArray<LogEventName>>>> = {
  listening: ['socket-closed', 'source-unreachable'],
  'put-recovered': ['put-failed'],
  'spool-unblocked': ['spool-blocked'],
  'spool-has-room': ['spool-full'],
};

const keyOf = (name: LogEventName, stream: string | null): string => `${name} ${stream ?? ''}`;

/**
 * Thins out what repeats: the same event of the same stream and reason is told at once, then at most once a minute,
 * with how often it came meanwhile. Good news is told where the bad news before it was, so that the last word is
 * never an old one.
 */
export class Thinning {
  readonly #toldAtMs = new Map<string, number>();
  readonly #leftOut = new Map<string, number>();
  /** Bad news that was told and has no end yet. */
  readonly #open = new Set<string>([keyOf('socket-closed', null)]);

  /** How many of its kind were left out before it; null: this one is left out as well. */
  pass(event: LogEvent, nowMs: number): number | null {
    const begins = endings[event.event];
    if (begins !== undefined) return this.#end(begins, streamOf(event));
    if (!repeating.has(event.event)) return 0;
    const stream = streamOf(event);
    const same = `${keyOf(event.event, stream)} ${faultCodeOf(event) ?? ''}`;
    const leftOut = this.#leftOut.get(same) ?? 0;
    if (nowMs - (this.#toldAtMs.get(same) ?? Number.NEGATIVE_INFINITY) < SAME_EVERY_MS) {
      this.#leftOut.set(same, leftOut + 1);
      return null;
    }
    this.#toldAtMs.set(same, nowMs);
    this.#leftOut.delete(same);
    this.#open.add(keyOf(event.event, stream));
    return leftOut;
  }

  #end(begins: ReadonlyArray<LogEventName>, stream: string | null): number | null {
    const ended = begins.filter((name) => this.#open.delete(keyOf(name, stream)));
    return ended.length === 0 ? null : 0;
  }
}
