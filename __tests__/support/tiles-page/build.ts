import { buildTestPage } from '../page-build.ts';

/** A page with the panels of the next block, told by hand. */
export const buildTilesPage = (): Promise<string> => buildTestPage(import.meta.dirname);
