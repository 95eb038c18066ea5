import { streamNames, type StreamName } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import type { End, PutFault, PutFaultCode, Roll, WaitingLine } from '../../lake/delivery/ports.ts';

/** What becomes of an attempt; `lost-reply`: all of it is in, and nobody is told. */
export type Fate = PutFaultCode | 'taken' | 'lost-reply' | 'throws' | 'hangs';

interface TakenShipment {
  readonly stream: StreamName;
  readonly lines: ReadonlyArray<WaitingLine>;
}

export interface HandEnd extends End {
  /** In their order, those whose reply was lost included. */
  readonly taken: ReadonlyArray<TakenShipment>;
  readonly attempts: (stream: StreamName) => number;
  /** Ends the attempts that hang, well. */
  readonly release: () => void;
}

const permanent: ReadonlySet<PutFaultCode> = new Set([
  'access-denied',
  'missing',
  'refused',
  'conflict',
]);

export const handFault = (code: PutFaultCode): PutFault => ({
  code,
  isPermanent: permanent.has(code),
  message: `a fault: ${code}`,
});

interface HandEndOptions {
  readonly roll: Roll;
  /** @default all */
  readonly streams?: ReadonlyArray<StreamName>;
  /** @default always taken */
  readonly fate?: (stream: StreamName) => Fate;
}

/** An end whose attempts go as told. */
export const handEnd = ({
  roll,
  streams = streamNames,
  fate = () => 'taken',
}: HandEndOptions): HandEnd => {
  const taken: Array<TakenShipment> = [];
  const attempts = new Map<StreamName, number>();
  let hanging: ReadonlyArray<() => void> = [];

  const attempt = async (
    stream: StreamName,
    lines: ReadonlyArray<WaitingLine>,
  ): Promise<E.Either<PutFault, void>> => {
    attempts.set(stream, (attempts.get(stream) ?? 0) + 1);
    const now = fate(stream);
    if (now === 'throws') throw new Error('a defect');
    if (now === 'hangs')
      await new Promise<void>((resolve) => {
        hanging = [...hanging, resolve];
      });
    if (now === 'taken' || now === 'lost-reply' || now === 'hangs') taken.push({ stream, lines });
    if (now === 'taken' || now === 'hangs') return E.right(undefined);
    return E.left(handFault(now === 'lost-reply' ? 'timeout' : now));
  };

  return {
    roll,
    streams: new Set(streams),
    load: async (stream, lines) => ({
      records: 1,
      bytes: lines.reduce((sum, { bytes }) => sum + bytes.length, 0),
      attempt: () => attempt(stream, lines),
    }),
    taken,
    attempts: (stream) => attempts.get(stream) ?? 0,
    release: () => {
      hanging.forEach((end) => end());
      hanging = [];
    },
  };
};
