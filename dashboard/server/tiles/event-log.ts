/** Events that a reader may have missed and still gets one by one. */
const MOST_EVENTS = 900;
/** Of their JSON together, so that a source that sends nothing but whole blocks does not fill the memory. */
const MOST_CHARACTERS = 16 * 1024 * 1024;

/** The newest events as they were sent, by number from 1. */
export class EventLog {
  readonly #events: string[] = [];
  #characters = 0;
  #newest = 0;

  /** The number of the newest; 0: there is none. */
  get newest(): number {
    return this.#newest;
  }

  add(json: string): void {
    this.#newest += 1;
    this.#events.push(json);
    this.#characters += json.length;
    while (this.#events.length > MOST_EVENTS || this.#characters > MOST_CHARACTERS) {
      this.#characters -= this.#events.shift()?.length ?? 0;
    }
  }

  /** The events after a number, with their own; null where some of them are gone, or the number was never given. */
  after(number: number): ReadonlyArray<readonly [number: number, json: string]> | null {
    const missed = this.#newest - number;
    if (missed < 0 || missed > this.#events.length) return null;
    return this.#events
      .slice(this.#events.length - missed)
      .map((json, index) => [number + 1 + index, json]);
  }
}
