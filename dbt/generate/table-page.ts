import {
  catalogue,
  columnTypeIn,
  eventTypes,
  rawTables,
  type Column,
  type RawTable,
} from '@bitcoin-pipeline/model';
import { notice } from './generated-file.ts';

const inCell = (text: string): string =>
  text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('_', '\\_');

const row = ({ name, type, nullable, accepted = [], description }: Column): string => {
  const values = accepted.length === 0 ? '' : ` One of ${accepted.join(', ')}.`;
  const cells = [
    `\`${name}\``,
    columnTypeIn('duckdb', type),
    columnTypeIn('snowflake', type),
    nullable ? 'yes' : 'no',
    inCell(`${description}${values}`),
  ];
  return `| ${cells.join(' | ')} |`;
};

const events = (table: RawTable): string =>
  eventTypes
    .filter((type) => catalogue[type].stream === table.stream)
    .map((type) => `- [${type}](schema/${type}.json): ${inCell(catalogue[type].description)}`)
    .join('\n');

const section = (table: RawTable): string => `## raw.${table.name}

One row per line of the stream ${table.stream}. ${table.description} Lake prefix: \`${table.prefix}\`.

${events(table)}

| column | DuckDB | Snowflake | null | what |
| --- | --- | --- | --- | --- |
${table.columns.map(row).join('\n')}
`;

/** The raw tables, column by column; a column that only some events of a table have is null in the others. */
export const tablePage = (): string =>
  [
    `<!-- ${notice} -->`,
    '# Raw tables and their columns\n',
    'Lines of the lake, one table a stream. The same facts as JSON Schema of each line: `docs/schema`; as DDL: `bitcoin-pipeline ddl`. The tables made of them are described in `dbt/models`.\n',
    ...rawTables.map(section),
  ].join('\n');
