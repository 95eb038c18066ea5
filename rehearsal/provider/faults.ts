import { equalValues, type Fields } from './values.ts';
import type { Operation } from './world.ts';

/**
 * refused: nothing is done. half-made: the object is there, and the service says that making it failed.
 * answer-lost: all is done, and the engine never hears of it.
 */
export type FaultKind = 'refused' | 'half-made' | 'answer-lost';

export interface Fault {
  readonly operation: Operation;
  readonly type: string;
  /** What the resource says of itself, to tell it from others of its type. */
  readonly where: Fields;
  readonly kind: FaultKind;
  readonly times: number;
}

/** What the providers are to fail at. */
export class Faults {
  readonly #waiting: Array<{ readonly fault: Fault; left: number }> = [];

  inject(fault: Fault): void {
    if (fault.kind === 'half-made' && fault.operation !== 'create')
      throw new Error(
        `only what is created can be half made, not what a ${fault.operation} is asked for`,
      );
    this.#waiting.push({ fault, left: fault.times });
  }

  /** What is to happen now, once the less. */
  take(operation: Operation, type: string, fields: Fields): FaultKind | null {
    const found = this.#waiting.find(
      ({ fault, left }) =>
        left > 0 &&
        fault.operation === operation &&
        fault.type === type &&
        Object.entries(fault.where).every(([name, value]) =>
          equalValues(fields[name] ?? null, value),
        ),
    );
    if (found === undefined) return null;
    found.left -= 1;
    return found.fault.kind;
  }

  /** Those that have not happened as often as they were to. */
  pending(): ReadonlyArray<Fault> {
    return this.#waiting.filter(({ left }) => left > 0).map(({ fault }) => fault);
  }
}
