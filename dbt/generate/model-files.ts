import { dbtFiles } from './dbt-files.ts';
import type { GeneratedFile } from './generated-file.ts';
import { schemaFiles } from './schema-files.ts';

/** What is made of the whole model, compiled codecs and all. */
export const modelFiles: ReadonlyArray<GeneratedFile> = [...dbtFiles, ...schemaFiles];
export { takenAway } from './only-additions.ts';
