import { relative } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import ts from 'typescript';
import { declarationText } from './declaration-text.ts';

/** One name that the model exports. */
export interface Export {
  readonly name: string;
  /** `function`, `class`, `type` …; two where a constant and a type share the name. */
  readonly kinds: ReadonlyArray<string>;
  readonly comment: string;
  /** TypeScript, without bodies. */
  readonly text: string;
  /** The file it stands in, from the folder of the model: `line/epoch.ts`. */
  readonly file: string;
}

const programOf = (folder: string): ts.Program =>
  ts.createProgram([`${folder}/index.ts`], {
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts'],
    types: [],
    module: ts.ModuleKind.NodeNext,
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    allowImportingTsExtensions: true,
    noEmit: true,
  });

const isCallable = (checker: ts.TypeChecker, node: ts.Declaration): boolean =>
  checker.getTypeAtLocation(node).getCallSignatures().length > 0;

const kindOf = (checker: ts.TypeChecker, node: ts.Declaration): string => {
  if (ts.isClassDeclaration(node)) return 'class';
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return 'type';
  return isCallable(checker, node) ? 'function' : 'constant';
};

const exportOf =
  (checker: ts.TypeChecker, folder: string) =>
  (exported: ts.Symbol): E.Either<string, Export> => {
    const symbol =
      exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    const declarations = symbol.declarations ?? [];
    const file = relative(folder, declarations[0]?.getSourceFile().fileName ?? folder);
    const comment = ts.displayPartsToString(symbol.getDocumentationComment(checker));
    if (comment === '') return E.left(`${exported.name} in model/${file} has no doc comment`);
    return E.right({
      name: exported.name,
      kinds: declarations.map((node) => kindOf(checker, node)),
      comment,
      text: declarations.map((node) => declarationText(checker, node)).join('\n\n'),
      file,
    });
  };

/** Everything that the model in this folder exports, by its name; or a sentence for each that says nothing of itself. */
export const modelExports = (
  folder: string,
): E.Either<ReadonlyArray<string>, ReadonlyArray<Export>> => {
  const program = programOf(folder);
  const checker = program.getTypeChecker();
  const index = program.getSourceFile(`${folder}/index.ts`);
  const module = index && checker.getSymbolAtLocation(index);
  if (module === undefined) return E.left([`${folder}/index.ts exports nothing`]);
  const all = checker.getExportsOfModule(module).map(exportOf(checker, folder));
  const silent = all.flatMap((each) => (E.isLeft(each) ? [each.left] : []));
  return silent.length > 0
    ? E.left(silent)
    : E.right(all.flatMap((each) => (E.isRight(each) ? [each.right] : [])));
};
