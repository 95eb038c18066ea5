import { ddlText, dialects, eventTypes, jsonSchemaOf, rawTables } from '@bitcoin-pipeline/model';
import { ddlFile } from './ddl-file.ts';
import { notice, type GeneratedFile } from './generated-file.ts';
import { tablePage } from './table-page.ts';

/** The DDL of both dialects, the JSON Schema of each event's line, and the page of all columns. */
export const schemaFiles: ReadonlyArray<GeneratedFile> = [
  ...dialects.map((dialect) => ({ path: ddlFile[dialect], text: ddlText(dialect, rawTables) })),
  ...eventTypes.map((type) => ({
    path: `docs/schema/${type}.json`,
    text: `${JSON.stringify({ $comment: notice, ...jsonSchemaOf(type) }, null, 2)}\n`,
  })),
  { path: 'docs/tables.md', text: tablePage() },
];
