import type { Failed } from './results.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('`', "'");

/** Of an issue, which takes 65,536 characters; each may take 700. */
const MOST = 80;

/** What an issue says, the same for the same failures but for the run. */
export const issueText = (failed: ReadonlyArray<Failed>, builtAt: string, run: string): string =>
  [
    `${failed.length} of the newest build did not go well (${builtAt}, ${run}).`,
    '',
    '| what | which | says |',
    '| --- | --- | --- |',
    ...failed
      .slice(0, MOST)
      .map(({ kind, name, says }) => `| ${kind} | \`${cell(name)}\` | ${cell(says)} |`),
    ...(failed.length > MOST ? ['', `And ${failed.length - MOST} more.`] : []),
    '',
    'Each build writes this anew; the first that goes well closes it.',
  ].join('\n');
