import type { Plan } from '../codec/plan.ts';

/** Functions of one kind that were written so far: one for each plan that needs one. */
export class Functions {
  readonly #prefix: string;
  readonly #names = new Map<Plan, string>();
  readonly #texts: Array<string> = [];

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** The name of a plan's function; `write` gives its text, from ` = ` on, where there is none yet. */
  of(plan: Plan, write: (name: string) => string): string {
    const known = this.#names.get(plan);
    if (known !== undefined) return known;
    const name = `${this.#prefix}${this.#names.size}`;
    this.#names.set(plan, name);
    const text = write(name);
    this.#texts.push(`const ${name} = ${text};`);
    return name;
  }

  get text(): string {
    return this.#texts.join('\n');
  }
}

const bytesOf = (text: string): ReadonlyArray<number> => [...new TextEncoder().encode(text)];

/** The condition that these bytes stand at `at`. */
export const standsAt = (text: string, at: string, skip = 0): string =>
  bytesOf(text)
    .map((byte, index) => `v.getUint8(${at} + ${index}) === ${byte}`)
    .slice(skip)
    .join(' && ');

/** Bytes of a text. */
export const lengthOf = (text: string): number => bytesOf(text).length;

export const quoted = (text: string): string => JSON.stringify(text);
