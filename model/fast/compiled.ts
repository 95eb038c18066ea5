import type { Cursor } from './cursor.ts';

/**
 * Faster ways to what a codec's `decode` answers. Each may say that it does not know; then the codec itself is asked,
 * which alone makes errors.
 */
export interface Compiled {
  /** True: `decode` gives back this very value. */
  readonly guard: (value: unknown) => boolean;
  /**
   * Where the value at `at` of what `walked` gave ends, if its bytes are valid UTF-8 and JSON without line feeds that every warehouse can
   * store and `decode` gives back what JSON.parse makes of them; else -1. Makes nothing.
   */
  readonly scan: (view: DataView, at: number) => number;
  /** As `scan`, with what JSON.parse would make; the cursor stands behind it, or at -1. */
  readonly read: (view: DataView, cursor: Cursor) => unknown;
  /** Numbers that the last `scan` or `read` met under keys of the value itself, in the order they were asked for. */
  readonly found: Float64Array;
}
