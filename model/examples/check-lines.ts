import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The words that the schemas of lines use; any validator of JSON Schema 2020-12 knows more. */
interface Schema {
  readonly type?: 'object' | 'string' | 'integer' | 'boolean' | 'null';
  readonly const?: unknown;
  readonly enum?: ReadonlyArray<unknown>;
  readonly anyOf?: ReadonlyArray<Schema>;
  readonly required?: ReadonlyArray<string>;
  readonly properties?: Readonly<Record<string, Schema>>;
}

const typeOf = (value: unknown): string => {
  if (value === null) return 'null';
  return Number.isInteger(value) ? 'integer' : typeof value;
};

const fits = (schema: Schema, value: unknown): boolean =>
  (schema.type === undefined || schema.type === typeOf(value)) &&
  (schema.const === undefined || schema.const === value) &&
  (schema.enum === undefined || schema.enum.includes(value)) &&
  (schema.anyOf === undefined || schema.anyOf.some((each) => fits(each, value)));

type Line = Readonly<Record<string, unknown>>;

/** The keys of a line that its schema refuses, missing ones too. */
const faultsOf = (
  { required = [], properties = {} }: Schema,
  line: Line,
): ReadonlyArray<string> => [
  ...required.filter((key) => !(key in line)),
  ...Object.entries(properties).flatMap(([key, schema]) =>
    key in line && !fits(schema, line[key]) ? [key] : [],
  ),
];

const schemaOf = (eventType: unknown): Schema => {
  const file = import.meta.resolve(`@bitcoin-pipeline/model/schema/${String(eventType)}.json`);
  return JSON.parse(readFileSync(fileURLToPath(file), 'utf8')) as Schema;
};

const [, , file = ''] = process.argv;
for (const text of readFileSync(file, 'utf8').trimEnd().split('\n')) {
  const line = JSON.parse(text) as Line;
  const faults = faultsOf(schemaOf(line['event_type']), line);
  console.log(String(line['event_type']), faults.length === 0 ? 'fits' : faults.join(', '));
}
