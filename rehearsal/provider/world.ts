import { nameOf, wordFor } from './naming.ts';
import type { Subject } from './made-up.ts';
import type { Fields, Value } from './values.ts';

export type Operation = 'create' | 'read' | 'update' | 'delete';

/** An object that exists, whatever a state says of it. */
export interface WorldObject {
  readonly type: string;
  readonly fields: Fields;
}

/** What was done, in turn. */
export interface Deed {
  readonly operation: Exclude<Operation, 'read'>;
  readonly type: string;
  readonly word: string;
}

/**
 * What an object is found by: its id, or what serves as one. Not by the bytes a provider may have the engine keep:
 * the engine drops those where an answer does not arrive.
 */
const keyOf = (type: string, fields: Fields): string => {
  const found: Value = fields['id'] ?? fields['arn'] ?? nameOf(type, fields);
  if (typeof found !== 'string') throw new Error(`nothing tells one ${type} from another`);
  return `${type}/${found}`;
};

/** What the providers have made: the accounts, as it were. */
export class World {
  readonly #objects = new Map<string, WorldObject>();
  readonly #deeds: Array<Deed> = [];
  #made = 0;

  /** Whose values are to be made up. */
  subjectOf(type: string, fields: Fields): Subject {
    const word = wordFor(type, fields);
    if (word !== null && !this.#objects.has(`${type}/${word}`)) return { type, word };
    this.#made += 1;
    return { type, word: `${word ?? type}-${this.#made}` };
  }

  create(type: string, fields: Fields): void {
    this.#objects.set(keyOf(type, fields), { type, fields });
    this.#did('create', type, fields);
  }

  /** @param prior as it was */
  update(type: string, prior: Fields, fields: Fields): void {
    this.#objects.delete(keyOf(type, prior));
    this.#objects.set(keyOf(type, fields), { type, fields });
    this.#did('update', type, fields);
  }

  /** One that is gone already is no fault, as with the services. */
  delete(type: string, fields: Fields): void {
    if (this.#objects.delete(keyOf(type, fields))) this.#did('delete', type, fields);
  }

  /** As it is now; null: it is gone. */
  find(type: string, fields: Fields): Fields | null {
    return this.#objects.get(keyOf(type, fields))?.fields ?? null;
  }

  /** Whether there is one of that name. */
  hasNamed(type: string, fields: Fields): boolean {
    const name = nameOf(type, fields);
    return name !== null && this.all(type).some((each) => nameOf(type, each.fields) === name);
  }

  /** @param type null: of every type */
  all(type: string | null = null): ReadonlyArray<WorldObject> {
    return [...this.#objects.values()].filter((each) => type === null || each.type === type);
  }

  /** Since the last time it was asked. */
  takeDeeds(): ReadonlyArray<Deed> {
    return this.#deeds.splice(0);
  }

  #did(operation: Deed['operation'], type: string, fields: Fields): void {
    this.#deeds.push({ operation, type, word: wordFor(type, fields) ?? keyOf(type, fields) });
  }
}
