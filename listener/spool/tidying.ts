import { compact } from './compaction.ts';
import type { SpoolFiles } from './files.ts';
import type { Segment } from './segment.ts';
import type { Segments } from './segments.ts';

/** How much is on disk and what is to be done about it. */
export interface TidyingOptions {
  readonly files: SpoolFiles;
  readonly dir: string;
  readonly segments: Segments;
  /** Kept though all of it is in the lake. */
  readonly isKept: (segment: Segment) => boolean;
  /** Whether a stream that does not move may cost the others their room. */
  readonly isCrowded: () => boolean;
  readonly compacted: (freedBytes: number) => void;
}

/** Removes what is in the lake, in the background, one thing at a time. */
export class Tidying {
  readonly #options: TidyingOptions;
  #isBehind = false;
  #isStopped = false;
  #running: Promise<void> | null = null;

  constructor(options: TidyingOptions) {
    this.#options = options;
  }

  changed(): void {
    this.#isBehind = true;
    if (!this.#isStopped) this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#isBehind && !this.#isStopped) {
      this.#isBehind = false;
      await this.#once().catch(() => undefined); // tried again at the next change; a disk in trouble is told by who writes
    }
    this.#running = null;
  }

  async #once(): Promise<void> {
    const { files, dir, segments, isKept, isCrowded, compacted } = this.#options;
    await segments.removeDelivered(isKept);
    for (const segment of segments.closed()) {
      if (!isCrowded() || this.#isStopped) return;
      if (isKept(segment) || segments.waitingBytes(segment) * 2 >= segment.bytes) continue;
      compacted(await compact(files, dir, segments, segment));
    }
  }
}
