import type { PutFault, PutFaultCode, Shipment, StreamDelivery, WaitingLine } from './ports.ts';

/** What became of the lines of one stream so far. */
export class Tally {
  #lines = 0;
  #lineBytes = 0;
  #records = 0;
  readonly #failures = new Map<PutFaultCode, number>();
  /** What holds the stream up now. */
  fault: PutFault | null = null;

  delivered(lines: ReadonlyArray<WaitingLine>, { records }: Shipment): void {
    this.#lines += lines.length;
    this.#lineBytes += bytesOf(lines);
    this.#records += records;
    this.fault = null;
  }

  failed(fault: PutFault): void {
    this.#failures.set(fault.code, (this.#failures.get(fault.code) ?? 0) + 1);
    this.fault = fault;
  }

  state(oldestWaiting: string | null): StreamDelivery {
    return {
      lines: this.#lines,
      lineBytes: this.#lineBytes,
      records: this.#records,
      failures: Object.fromEntries(this.#failures),
      fault: this.fault,
      oldestWaiting,
    };
  }
}

/** Of lines, or of what else has bytes, all together. */
export const bytesOf = (lines: ReadonlyArray<{ readonly bytes: Uint8Array }>): number =>
  lines.reduce((sum, { bytes }) => sum + bytes.length, 0);
