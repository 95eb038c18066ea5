import { runInThisContext } from 'node:vm';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import type { Plan } from '../../model/codec/plan.ts';
import { compiledText, helpersIn } from '../../model/compiler/module.ts';
import * as any from '../../model/fast/any.ts';
import * as checks from '../../model/fast/checks.ts';
import type { Compiled } from '../../model/fast/compiled.ts';
import * as cursor from '../../model/fast/cursor.ts';
import * as number from '../../model/fast/number.ts';
import * as otherKeys from '../../model/fast/other-keys.ts';
import * as text from '../../model/fast/text.ts';
import * as words from '../../model/fast/words.ts';

const modules: Readonly<Record<string, object>> = {
  any,
  checks,
  cursor,
  number,
  'other-keys': otherKeys,
  text,
  words,
};

/** A plan compiled here and now, of what `npm run generate` would write: for codecs that have no file. */
export const compileNow = (plan: Plan, found: ReadonlyArray<string> = []): Compiled => {
  const source = compiledText(plan, found);
  const constants = helpersIn(source).map(
    ([file, names]) => `const { ${names.join(', ')} } = modules[${JSON.stringify(file)}];`,
  );
  const { outputText } = transpileModule(source, {
    compilerOptions: { target: ScriptTarget.ES2022, module: ModuleKind.ESNext },
  });
  const make = runInThisContext(
    `'use strict'; (modules) => {\n${constants.join('\n')}\n${outputText}\nreturn compiled; }`,
  ) as (from: typeof modules) => Compiled;
  return make(modules);
};
