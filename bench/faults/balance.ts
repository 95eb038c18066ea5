import { createHash } from 'node:crypto';
import { streamNames, streams, type StreamName } from '@bitcoin-pipeline/model';
import { linesOf, type Load } from './lines.ts';
import type { Service } from './service.ts';

/** What was durable against what is in the bucket. */
export interface Balance {
  readonly lines: number;
  /** Durable, and not in the bucket byte for byte below the prefix of their stream. */
  readonly lost: number;
  /** In the bucket, and no line of ours, or in the place of another stream. */
  readonly foreign: number;
  /** Lines beyond the first of each. */
  readonly repeats: number;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export const balanceOf = async (
  loads: ReadonlyArray<Load>,
  service: Pick<Service, 'eachLine'>,
): Promise<Balance> => {
  const times = new Map<string, { readonly stream: StreamName; count: number }>();
  for (const load of loads)
    for (const { bytes, stream } of linesOf(load)) times.set(sha256(bytes), { stream, count: 0 });
  let foreign = 0;
  await service.eachLine((bytes, key) => {
    const line = times.get(sha256(bytes));
    if (line !== undefined && key.startsWith(streams[line.stream].prefix)) line.count += 1;
    else foreign += 1;
  });
  const counts = [...times.values()].map(({ count }) => count);
  return {
    lines: counts.length,
    lost: counts.filter((count) => count === 0).length,
    foreign,
    repeats: counts.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
  };
};

/** The position of the last line of each stream; 0 where it has none. */
export const endsOf = (load: Load): Readonly<Record<StreamName, number>> => {
  const ends = new Map<StreamName, number>();
  for (const { stream, position } of linesOf(load)) ends.set(stream, position);
  return Object.fromEntries(streamNames.map((name) => [name, ends.get(name) ?? 0])) as Readonly<
    Record<StreamName, number>
  >;
};
