import { lean, type Inputs } from './inputs.ts';

/** What a configuration says that costs; null: left out. */
export interface Configured {
  readonly firehoseBufferSeconds: number | null;
  readonly firehoseBufferMib: number | null;
  /** 0: never. */
  readonly listenerAuditMinutes: number | null;
  readonly listenerSpoolMib: number | null;
  /** Of a network that is there already. */
  readonly subnetId: string | null;
}

const MINUTES_A_DAY = 1440;

/** What a configuration leaves open is as in the lean one, whose values are the defaults. */
export const inputsOf = (configured: Configured): Inputs => {
  const { firehoseBufferSeconds, firehoseBufferMib, listenerAuditMinutes: every } = configured;
  const { listenerSpoolMib, subnetId } = configured;
  return {
    ...lean,
    bufferSeconds: firehoseBufferSeconds ?? lean.bufferSeconds,
    bufferMib: firehoseBufferMib ?? lean.bufferMib,
    auditsPerDay: every === null ? lean.auditsPerDay : every === 0 ? 0 : MINUTES_A_DAY / every,
    publicAddresses: subnetId === null ? lean.publicAddresses : 0,
    spoolGib:
      listenerSpoolMib === null
        ? lean.spoolGib
        : Math.max(1, Math.ceil((2 * listenerSpoolMib) / 1024)),
  };
};
