import { snakeCase } from '../events/field.ts';
import { compiledText, helpersIn } from './module.ts';
import { targets, type Target } from './targets.ts';

/** Where they lie, from the root of the repository; nothing else does. */
export const compiledFolder = 'model/fast/compiled';

const fileName = (type: string): string => snakeCase(type).slice(1).replaceAll('_', '-');

const imports = (text: string): ReadonlyArray<string> => [
  `import type { Compiled } from '../compiled.ts';`,
  ...(text.includes('Cursor') ? [`import type { Cursor } from '../cursor.ts';`] : []),
  ...helpersIn(text).map(([file, names]) => `import { ${names.join(', ')} } from '../${file}.ts';`),
];

const fileOf = ({ type, plan, found }: Target, notice: string) => {
  const text = compiledText(plan, found);
  return {
    path: `${compiledFolder}/${fileName(type)}.gen.ts`,
    text: `// ${notice}\n${imports(text).join('\n')}\n\n${text}\nexport const ${type} = compiled;\n`,
  };
};

const listOf = (notice: string) => ({
  path: `${compiledFolder}/index.gen.ts`,
  text: `// ${notice}\n${targets
    .map(({ type }) => `export { ${type} } from './${fileName(type)}.gen.ts';\n`)
    .join('')}`,
});

/** The compiled codecs as modules, for whoever writes or compares them; `notice` is their first line. */
export const compiledFiles = (notice: string) => [
  ...targets.map((target) => fileOf(target, notice)),
  listOf(notice),
];
