import { buildTestPage } from '../page-build.ts';

/** A page with one table. */
export const buildTablePage = (): Promise<string> => buildTestPage(import.meta.dirname);
