import type { Failed } from './results.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('`', "'");

/** What an issue says, the same for the same failures but for the run. */
export const issueText = (failed: ReadonlyArray<Failed>, builtAt: string, run: string): string =>
  [
    `${failed.length} of the newest build did not go well (${builtAt}, ${run}).`,
    '',
    '| what | which | says |',
    '| --- | --- | --- |',
    ...failed.map(({ kind, name, says }) => `| ${kind} | \`${cell(name)}\` | ${cell(says)} |`),
    '',
    'Each build writes this anew; the first that goes well closes it.',
  ].join('\n');
