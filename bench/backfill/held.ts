import { readLine } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { linesOf } from '../../lake/read.ts';

/** What a lake has of a range of blocks. */
export interface Held {
  readonly missing: number;
  /** Blocks that backfills wrote once more though nothing of them had changed. */
  readonly writtenTwice: number;
  /** Blocks that are not the child of the one below. */
  readonly unlinked: number;
}

export const heldIn = async (
  lake: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<Held> => {
  const hashes = new Map<number, { readonly hash: string; readonly parent: string | null }>();
  const written = new Set<string>();
  let writtenTwice = 0;
  for await (const { text } of linesOf(lake, ['block-metadata'])) {
    const line = readLine(text);
    if (E.isLeft(line)) throw new Error(line.left);
    if (line.right.type !== 'BlockObserved') continue;
    const { blockHash, height, previousBlockHash, payloadSha256 } = line.right.fields;
    hashes.set(height, { hash: blockHash, parent: previousBlockHash });
    if (line.right.envelope.origin !== 'backfill') continue;
    if (written.has(payloadSha256)) writtenTwice += 1;
    written.add(payloadSha256);
  }
  const heights = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return {
    missing: heights.filter((height) => !hashes.has(height)).length,
    writtenTwice,
    unlinked: heights
      .slice(1)
      .filter((height) => hashes.get(height)?.parent !== hashes.get(height - 1)?.hash).length,
  };
};
