import { appendFile } from 'node:fs/promises';
import type { Asked } from './options.ts';

/** Tells it where a person looks who comes later. */
export const summarise = async ({ summary }: Asked, markdown: string): Promise<void> => {
  if (summary !== null) await appendFile(summary, `${markdown.trimEnd()}\n\n`);
};
