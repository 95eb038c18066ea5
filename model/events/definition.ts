import type * as t from 'io-ts';
import type { StreamName } from '../streams.ts';
import { flatCodec, type Fields, type ValuesOf } from './field.ts';

/** Everything there is to say about one event; columns, statements and schemas are made from it. */
export interface AnyEvent {
  readonly name: string;
  readonly stream: StreamName;
  readonly schemaVersion: number;
  /** The grain, opening with "One row per", then what the payload holds. */
  readonly description: string;
  readonly fields: Fields;
  readonly flat: t.Mixed;
  /** Where the rows of the payload stand, for an event whose line may be split by rows; none: it can't be. */
  readonly rowPaths: ReadonlyArray<ReadonlyArray<string>>;
}

export interface EventDefinition<F extends Fields> extends AnyEvent {
  readonly fields: F;
  readonly flat: t.Type<ValuesOf<F>, Record<string, unknown>>;
}

export const defineEvent = <F extends Fields>(definition: {
  readonly name: string;
  readonly stream: StreamName;
  readonly schemaVersion: number;
  readonly description: string;
  readonly fields: F;
  readonly rowPaths?: ReadonlyArray<ReadonlyArray<string>>;
}): EventDefinition<F> => ({
  rowPaths: [],
  ...definition,
  flat: flatCodec(definition.name, definition.fields),
});
