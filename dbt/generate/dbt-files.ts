import {
  catalogue,
  eventColumns,
  eventTypes,
  rawTables,
  type Column,
  type ColumnType,
  type EventType,
  type RawTable,
} from '@bitcoin-pipeline/model';
import { eventRelations, stagingName, type EventRelation } from './event-relations.ts';
import { notice, type GeneratedFile } from './generated-file.ts';
import { yamlText, type Yaml } from './yaml.ts';

/** What a description says of the type; each dialect's own type stands in its DDL. */
const dataType = (type: ColumnType): string => {
  switch (type) {
    case 'text':
      return 'varchar';
    case 'integer':
      return 'bigint';
    case 'boolean':
      return 'boolean';
    case 'timestamp':
      return 'timestamp';
    case 'json':
      return 'json';
  }
};

/** What the values of columns are held to; nothing where there is nothing to hold. */
const asDescribed = (
  columns: ReadonlyArray<Column>,
  accepted: ReadonlyArray<Column> = [],
): ReadonlyArray<Yaml> => {
  const names = columns.filter(({ nullable }) => !nullable).map(({ name }) => name);
  const values = accepted.flatMap(({ name, accepted: of }) => (of ? [[name, of] as const] : []));
  if (names.length === 0 && values.length === 0) return [];
  return [
    {
      as_described: {
        arguments: {
          ...(names.length === 0 ? {} : { never_null: names }),
          ...(values.length === 0 ? {} : { one_of: Object.fromEntries(values) }),
        },
      },
    },
  ];
};

const describedColumn = ({ name, description, type }: Column): Readonly<Record<string, Yaml>> => ({
  name,
  description,
  data_type: dataType(type),
});

const typesOf = (table: RawTable): ReadonlyArray<EventType> =>
  eventTypes.filter((type) => catalogue[type].stream === table.stream);

/** An event type that the catalogue lacks is told, and fails nothing: a newer writer may have sent it. */
const knownEventTypes = (table: RawTable): Yaml => ({
  as_described: {
    arguments: { one_of: { event_type: typesOf(table) } },
    config: { severity: 'warn' },
  },
});

/** After how many minutes without a line it is said, and when it is a fault. */
interface Patience {
  readonly warnMinutes: number;
  readonly errorMinutes: number;
}

/** Null: silence is no fault. Of a stream that is not named here `patience`. */
const ownPatience: Readonly<Record<string, Patience | null>> = {
  'block-metadata': { warnMinutes: 60, errorMinutes: 180 }, // a block later than that is one in 60 million
  quarantine: null, // nothing was rejected
};
const patience: Patience = { warnMinutes: 15, errorMinutes: 60 };

/** Asked for by `dbt source freshness` alone: a build of an old recording is no fault. */
const freshness = (stream: string): Readonly<Record<string, Yaml>> => {
  const own = Object.hasOwn(ownPatience, stream) ? ownPatience[stream] : patience;
  if (own === null || own === undefined) return {};
  return {
    config: {
      freshness: {
        warn_after: { count: own.warnMinutes, period: 'minute' },
        error_after: { count: own.errorMinutes, period: 'minute' },
      },
    },
  };
};

const sources = (): Yaml => ({
  sources: [
    {
      name: 'raw',
      schema: 'raw',
      description:
        'The lake as loaded: one table per stream, one row per line, lines that were sent twice included.',
      config: { loaded_at_field: '_loaded_at' },
      tables: rawTables.map((table) => ({
        name: table.name,
        description: `One row per line of the stream ${table.stream}. ${table.description}`,
        ...freshness(table.stream),
        data_tests: [...asDescribed(table.columns, table.columns), knownEventTypes(table)],
        columns: table.columns.map(describedColumn),
      })),
    },
  ],
});

/** What the source's tests can't say: columns that other events of the same table lack. */
const ownColumns = ({ table, columns }: EventRelation): ReadonlyArray<Column> => {
  const everywhere = new Set(
    table.columns.filter(({ nullable }) => !nullable).map(({ name }) => name),
  );
  return columns.filter(({ name }) => !everywhere.has(name));
};

const models = (): Yaml => ({
  models: eventRelations.map((relation) => {
    const tests = asDescribed(ownColumns(relation));
    return {
      name: stagingName(relation.type),
      description: catalogue[relation.type].description,
      ...(tests.length === 0 ? {} : { data_tests: tests }),
      columns: relation.columns.map(describedColumn),
    };
  }),
});

const stagingView = ({ type, table, columns }: EventRelation): string => `\
-- ${notice}
select
${columns.map(({ name }) => `    ${name}`).join(',\n')}
from {{ source('raw', '${table.name}') }}
where event_type = '${type}'
`;

const listed = (values: ReadonlyArray<string>): string =>
  `[${values.map((value) => `'${value}'`).join(', ')}]`;

const columnEntry =
  (table: RawTable) =>
  ({ name, nullable }: Column): string => {
    const types = typesOf(table).filter((type) =>
      eventColumns(type).some((column) => column.name === name),
    );
    const eventsHaving = types.length === 0 ? 'none' : listed(types);
    return `                { 'name': '${name}', 'nullable': ${nullable}, 'event_types': ${eventsHaving} },`;
  };

/** What SQL that goes over all raw tables needs to know of them. */
const rawTablesMacro = (): string => `\
{# ${notice} #}

{# The raw tables, the types of event in each, and of each column whether it may be null and which of them have it; none: every line. #}
{% macro raw_tables() -%}
    {{ return([
${rawTables
  .map(
    (table) => `\
        {
            'name': '${table.name}',
            'stream': '${table.stream}',
            'event_types': ${listed(typesOf(table))},
            'columns': [
${table.columns.map(columnEntry(table)).join('\n')}
            ],
        },`,
  )
  .join('\n')}
    ]) }}
{%- endmacro %}
`;

/** Sources, one staging view per event, their descriptions and tests, and a list of the raw tables. */
export const dbtFiles: ReadonlyArray<GeneratedFile> = [
  {
    path: 'dbt/models/staging/_mempool__sources.gen.yml',
    text: `# ${notice}\n${yamlText(sources())}`,
  },
  {
    path: 'dbt/models/staging/_mempool__models.gen.yml',
    text: `# ${notice}\n${yamlText(models())}`,
  },
  { path: 'dbt/macros/raw_tables.gen.sql', text: rawTablesMacro() },
  ...eventRelations.map((relation) => ({
    path: `dbt/models/staging/${stagingName(relation.type)}.sql`,
    text: stagingView(relation),
  })),
];
