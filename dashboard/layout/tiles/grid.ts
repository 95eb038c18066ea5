import type { Shape } from './shape.ts';

/** Which cells are taken. */
export class Grid {
  readonly #columns: number;
  readonly #rows: number;
  readonly #taken: Uint8Array;
  /** The longest run of free cells of each row, so that most rows need not be looked at. */
  readonly #longestRun: Int16Array;

  constructor(columns: number, rows: number) {
    this.#columns = columns;
    this.#rows = rows;
    this.#taken = new Uint8Array(columns * rows);
    this.#longestRun = new Int16Array(rows).fill(columns);
  }

  clear(): void {
    this.#taken.fill(0);
    this.#longestRun.fill(this.#columns);
  }

  isFull(row: number): boolean {
    return this.#longestRun[row] === 0;
  }

  /** The leftmost place of a shape whose top is this row; −1 where there is none. */
  leftmost(top: number, { width, height }: Shape): number {
    const end = top + height;
    if (end > this.#rows) return -1;
    for (let row = top; row < end; row += 1) if ((this.#longestRun[row] ?? 0) < width) return -1;
    let left = 0;
    while (left + width <= this.#columns) {
      const blocked = this.#lastTaken(left, top, width, end);
      if (blocked < 0) return left;
      left = blocked + 1;
    }
    return -1;
  }

  fill(left: number, top: number, { width, height }: Shape, taken: 0 | 1): void {
    for (let row = top; row < top + height; row += 1) {
      const start = row * this.#columns + left;
      this.#taken.fill(taken, start, start + width);
      this.#longestRun[row] = this.#runOf(row);
    }
  }

  /** The rightmost column in which a cell of this rectangle is taken; −1: all are free. */
  #lastTaken(left: number, top: number, width: number, end: number): number {
    let last = -1;
    for (let row = top; row < end; row += 1) {
      const start = row * this.#columns;
      for (let column = left + width - 1; column > last && column >= left; column -= 1) {
        if (this.#taken[start + column] === 1) last = column;
      }
    }
    return last;
  }

  #runOf(row: number): number {
    let longest = 0;
    let run = 0;
    const start = row * this.#columns;
    for (let column = 0; column < this.#columns; column += 1) {
      run = this.#taken[start + column] === 1 ? 0 : run + 1;
      if (run > longest) longest = run;
    }
    return longest;
  }
}
