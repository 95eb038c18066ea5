import type { StreamName } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import type { Backlog, BacklogFault, WaitingLine } from '../../lake/delivery/ports.ts';

/** A line as a test names it. */
export interface HandLine {
  readonly stream: StreamName;
  readonly observedAt: string;
  readonly text: string;
}

export interface MemoryBacklog extends Backlog {
  /** Makes lines durable, in this order, in one step. */
  readonly add: (lines: ReadonlyArray<HandLine>) => void;
  /** What reads find instead; null: the lines. */
  readonly breakWith: (fault: BacklogFault | null) => void;
  /** Every acknowledgement in its order. */
  readonly acknowledgements: ReadonlyArray<readonly [StreamName, number]>;
  /** How many listen for growth. */
  readonly listeners: () => number;
}

/** A backlog that forgets with the test. */
export const memoryBacklog = (): MemoryBacklog => {
  const lines: Array<WaitingLine & { readonly stream: StreamName }> = [];
  const acknowledgements: Array<readonly [StreamName, number]> = [];
  const grown = new Set<() => void>();
  let fault: BacklogFault | null = null;

  return {
    add: (more) => {
      for (const { stream, observedAt, text } of more)
        lines.push({
          stream,
          observedAt,
          position: lines.length + 1,
          bytes: Buffer.from(`${text}\n`),
        });
      grown.forEach((call) => call());
    },
    breakWith: (wanted) => {
      fault = wanted;
    },
    acknowledgements,
    listeners: () => grown.size,
    read: async (stream, after, maxBytes) => {
      if (fault !== null) return E.left(fault);
      const found: Array<WaitingLine> = [];
      let bytes = 0;
      for (const line of lines.slice(after)) {
        if (line.stream !== stream) continue;
        bytes += line.bytes.length;
        if (found.length > 0 && bytes > maxBytes) break;
        found.push(line);
      }
      return E.right(found);
    },
    durable: () => lines.length,
    subscribe: (call) => {
      grown.add(call);
      return () => grown.delete(call);
    },
    acknowledged: (stream) => acknowledgements.findLast(([of]) => of === stream)?.[1] ?? 0,
    acknowledge: (stream, position) => {
      acknowledgements.push([stream, position]);
    },
  };
};
