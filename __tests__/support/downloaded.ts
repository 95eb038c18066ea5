import { buffer } from 'node:stream/consumers';
import type { Download } from 'playwright-core';

/** What was downloaded, its byte order mark too; the browser may run elsewhere, so there is no file to open. */
export const downloaded = async (download: Download): Promise<string> =>
  (await buffer(await download.createReadStream())).toString('utf8');
