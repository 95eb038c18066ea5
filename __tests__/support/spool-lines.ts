import { streamNames, type Line, type StreamName } from '@bitcoin-pipeline/model';
import type { SpoolEvent, SpoolOptions } from '../../listener/spool/ports.ts';

export const signet = { network: 'signet', originClass: 'simulated' } as const;

/** A line of some bytes that its ordinal fixes; the streams take turns where none is named. */
export const spoolLine = (ordinal: number, stream?: StreamName, bytes = 1000): Line => ({
  stream: stream ?? streamNames[ordinal % streamNames.length] ?? 'quarantine',
  epochId: 'e',
  ordinal,
  observedAt: '2026-11-21T06:36:27.123Z',
  bytes: Buffer.from(`${`${ordinal} `.padEnd(bytes - 1, 'x')}\n`),
});

export interface Telling extends SpoolOptions {
  readonly events: ReadonlyArray<SpoolEvent>;
}

/** Options of a spool that keep what it told. */
export const spoolOptions = (dir: string, id: string, limitBytes = 2 ** 30): Telling => {
  const events: Array<SpoolEvent> = [];
  return {
    dir,
    id,
    limitBytes,
    identity: signet,
    events,
    carry: () => ({ by: id }),
    told: (event) => events.push(event),
  };
};
