import { catalogue, type EventType } from '../catalogue.ts';
import type { Column, ColumnType } from './column.ts';
import { envelopeColumns, eventColumns } from './raw-tables.ts';

type Schema = Readonly<Record<string, unknown>>;

const typeOf = (type: ColumnType): Schema => {
  switch (type) {
    case 'text':
      return { type: 'string' };
    case 'integer':
      return { type: 'integer' };
    case 'boolean':
      return { type: 'boolean' };
    case 'timestamp':
      return { type: 'string', format: 'date-time' };
    case 'json':
      return {};
  }
};

const property = ({ type, nullable, description, accepted }: Column): Schema => {
  const base = { ...typeOf(type), ...(accepted === undefined ? {} : { enum: accepted }) };
  return { description, ...(nullable ? { anyOf: [base, { type: 'null' }] } : base) };
};

const isPart = (column: Column): boolean => column.name === 'part' || column.name === 'parts';

/** JSON Schema (2020-12) of one line of this event; open, since fields are added over time. */
export const jsonSchemaOf = (type: EventType): Schema => {
  const columns = [...envelopeColumns, ...eventColumns(type)];
  const { description, schemaVersion } = catalogue[type];
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: type,
    description,
    type: 'object',
    properties: {
      ...Object.fromEntries(columns.map((column) => [column.name, property(column)])),
      event_type: { const: type },
      schema_version: { const: schemaVersion },
      payload: type === 'FragmentRejected' ? { type: 'string' } : { type: 'object' },
    },
    required: [
      ...columns.filter((column) => !isPart(column)).map((column) => column.name),
      'payload',
    ],
  };
};
