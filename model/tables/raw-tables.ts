import { catalogue, eventTypes, type EventType } from '../catalogue.ts';
import { columnsOf } from '../events/field.ts';
import { envelopeFields, partFields } from '../line/envelope.ts';
import { streamNames, streams, type StreamName } from '../streams.ts';
import type { Column } from './column.ts';
import type { RawTable } from './raw-table.ts';

/** The columns that every line of every stream has, in the line's order. */
export const envelopeColumns: ReadonlyArray<Column> = columnsOf({
  ...envelopeFields,
  ...partFields,
});

const payloadColumn: Column = {
  name: 'payload',
  type: 'json',
  nullable: false,
  description:
    'The bytes of the fragment as received; for ledger lines an object of what is not flat.',
};

/** Where a row was loaded from and when. */
const loadColumns: ReadonlyArray<Column> = [
  { name: '_file', type: 'text', nullable: false, description: 'Key of the lake object.' },
  {
    name: '_file_row',
    type: 'integer',
    nullable: false,
    description: 'Number of the line in that object, from 1.',
  },
  {
    name: '_loaded_at',
    type: 'timestamp',
    nullable: false,
    description: 'When the object was loaded.',
  },
];

/** An event's own columns, in the line's order. */
export const eventColumns = (type: EventType): ReadonlyArray<Column> =>
  columnsOf(catalogue[type].fields);

const eventsOf = (stream: StreamName): ReadonlyArray<EventType> =>
  eventTypes.filter((type) => catalogue[type].stream === stream);

/** The columns of several events, each name once; nullable where one of them lacks it or may be null. */
const merged = (types: ReadonlyArray<EventType>): ReadonlyArray<Column> => {
  const columns = new Map<string, Column>();
  for (const column of types.flatMap(eventColumns)) {
    const before = columns.get(column.name);
    if (before !== undefined && before.type !== column.type)
      throw new Error(
        `column ${column.name} is ${before.type} in one event and ${column.type} in another`,
      );
    columns.set(column.name, before ?? column);
  }
  const everywhere = (name: string): boolean =>
    types.every((type) =>
      eventColumns(type).some((column) => column.name === name && !column.nullable),
    );
  return [...columns.values()].map((column) =>
    everywhere(column.name) ? column : { ...column, nullable: true },
  );
};

const rawTable = (stream: StreamName): RawTable => ({
  stream,
  name: streams[stream].table,
  prefix: streams[stream].prefix,
  description: streams[stream].description,
  columns: [...envelopeColumns, ...merged(eventsOf(stream)), payloadColumn, ...loadColumns],
});

/** The raw table of each stream, made from the codecs. */
export const rawTables: ReadonlyArray<RawTable> = streamNames.map(rawTable);
