import {
  catalogue,
  eventColumns,
  eventTypes,
  rawTables,
  type Column,
  type EventType,
  type RawTable,
} from '@bitcoin-pipeline/model';

/** One event as a relation: where its rows lie and the columns they fill. */
export interface EventRelation {
  readonly type: EventType;
  readonly table: RawTable;
  /** Envelope, the event's own fields, payload, load metadata. */
  readonly columns: ReadonlyArray<Column>;
}

const tableOf = (type: EventType): RawTable => {
  const table = rawTables.find(({ stream }) => stream === catalogue[type].stream);
  if (table === undefined) throw new Error(`the stream of ${type} has no raw table`);
  return table;
};

/** Names that only some event of the table's stream fills; the others every line has. */
const fieldNames = (table: RawTable): ReadonlySet<string> =>
  new Set(
    eventTypes
      .filter((type) => catalogue[type].stream === table.stream)
      .flatMap((type) => eventColumns(type).map(({ name }) => name)),
  );

const relationOf = (type: EventType): EventRelation => {
  const table = tableOf(type);
  const own = new Map(eventColumns(type).map((column) => [column.name, column]));
  const fields = fieldNames(table);
  const columns = table.columns.flatMap((column) => {
    const field = own.get(column.name);
    if (field !== undefined) return [field];
    return fields.has(column.name) ? [] : [column];
  });
  return { type, table, columns };
};

export const eventRelations: ReadonlyArray<EventRelation> = eventTypes.map(relationOf);

const snakeCase = (name: string): string =>
  name.replaceAll(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();

/** `NextBlockChanged` → `stg_mempool__next_block_changed`. */
export const stagingName = (type: EventType): string => `stg_mempool__${snakeCase(type)}`;
