import { ddlText, dialects, eventTypes, jsonSchemaOf, rawTables } from '@bitcoin-pipeline/model';
import { notice, type GeneratedFile } from './generated-file.ts';

/** The DDL of both dialects and the JSON Schema of each event's line. */
export const schemaFiles: ReadonlyArray<GeneratedFile> = [
  ...dialects.map((dialect) => ({
    path: `dbt/sql/raw_${dialect}.sql`,
    text: ddlText(dialect, rawTables),
  })),
  ...eventTypes.map((type) => ({
    path: `docs/schema/${type}.json`,
    text: `${JSON.stringify({ $comment: notice, ...jsonSchemaOf(type) }, null, 2)}\n`,
  })),
];
