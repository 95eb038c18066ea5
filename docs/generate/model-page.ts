import { dirname } from 'node:path';
import { notice } from '../../dbt/generate/generated-file.ts';
import type { Export } from './model-exports.ts';

const ROOT = '.';
/** The folders of the model in the order of the page, with their headings. */
const headings: ReadonlyArray<readonly [string, string]> = [
  [ROOT, 'Decoding and the catalogue'],
  ['events', 'Events'],
  ['wire', 'What the source sends'],
  ['frame', 'Frames'],
  ['line', 'Lines'],
  ['next-block', 'The next block'],
  ['tables', 'Tables'],
  ['replay', 'Replay'],
  ['codec', 'Units and hashes'],
];

const folderOf = ({ file }: Export): string => dirname(file).split('/')[0] ?? ROOT;

const entry = ({ name, kinds, comment, text, file }: Export): string =>
  [
    `### ${name}`,
    `${kinds.join(' and ')} · \`model/${file}\``,
    comment,
    `\`\`\`ts\n${text}\n\`\`\``,
  ].join('\n\n');

const section =
  (exports: ReadonlyArray<Export>) =>
  ([folder, heading]: readonly [string, string]): ReadonlyArray<string> => {
    const own = exports.filter((each) => folderOf(each) === folder);
    const links = own.map(({ name }) => `[${name}](#${name.toLowerCase()})`).join(' · ');
    return own.length === 0 ? [] : [`## ${heading}`, links, ...own.map(entry)];
  };

/** The reference page of the model, in Markdown: each export with its kind, its comment and its declaration. */
export const modelPage = (exports: ReadonlyArray<Export>): string => {
  const known = new Set(headings.map(([folder]) => folder));
  const others = [...new Set(exports.map(folderOf))].filter((folder) => !known.has(folder));
  const all = [...headings, ...others.map((folder) => [folder, folder] as const)];
  return `${[
    `<!-- ${notice} -->`,
    '# `@bitcoin-pipeline/model`',
    'Everything that the package exports. How to begin is in [its README](../model/README.md); the columns of each event are in its [JSON Schema](schema).',
    ...all.flatMap(section(exports)),
  ].join('\n\n')}\n`;
};
