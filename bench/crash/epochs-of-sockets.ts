import { linesOfType, timeOf, type LakeContent, type LineOf } from './lake-content.ts';
import type { Seen } from './seen.ts';

/** A socket that the tap saw, with its epoch in the lake where it has one. */
export interface SeenSocket {
  /** Unix ms. */
  readonly connectedAtMs: number;
  readonly frames: ReadonlyArray<Seen>;
  readonly epoch: LineOf<'EpochOpened'> | null;
}

export const socketEpochs = (content: LakeContent): ReadonlyArray<LineOf<'EpochOpened'>> =>
  linesOfType(content, 'EpochOpened')
    .filter(({ fields }) => fields.epochKind === 'socket')
    .toSorted((a, b) => timeOf(a) - timeOf(b));

/** A lane has one socket at a time, so time tells which epoch is which socket's. */
export const socketsOf = (
  content: LakeContent,
  seen: ReadonlyArray<Seen>,
): ReadonlyArray<SeenSocket> => {
  const bySocket = new Map<number, Array<Seen>>();
  for (const each of seen) {
    const socket = bySocket.get(each.socket);
    if (socket === undefined) bySocket.set(each.socket, [each]);
    else socket.push(each);
  }
  const sockets = [...bySocket.values()];
  const epochs = socketEpochs(content);
  const beginMs = sockets.map(([connected]) => connected?.atMs ?? 0);
  return sockets.map(([, ...frames], index) => {
    const [fromMs = 0, untilMs = Number.POSITIVE_INFINITY] = beginMs.slice(index);
    const epoch = epochs.find((each) => timeOf(each) >= fromMs && timeOf(each) < untilMs);
    return { connectedAtMs: fromMs, frames, epoch: epoch ?? null };
  });
};
