import type { Line } from '@bitcoin-pipeline/model';
import { bytesOf } from '../../lake/delivery/tally.ts';
import type { OutboxEvent, Remains } from './ports.ts';

/** Counts what was stored and is not in the lake. */
export class Waiting {
  #lines = 0;
  #bytes = 0;
  linesStored = 0;

  get remains(): Remains {
    return { lines: this.#lines, bytes: this.#bytes };
  }

  stored(lines: ReadonlyArray<Line>): void {
    this.linesStored += lines.length;
    this.#add(lines.length, bytesOf(lines));
  }

  told(event: OutboxEvent): void {
    if (event.event === 'left-found') this.#add(event.lines, event.bytes);
    if (event.event === 'delivered') this.#add(-event.lines, -event.lineBytes);
  }

  #add(lines: number, bytes: number): void {
    this.#lines += lines;
    this.#bytes += bytes;
  }
}
