import ts from 'typescript';

const { NoTruncation, UseAliasDefinedOutsideCurrentScope, InTypeAlias } = ts.TypeFormatFlags;

/** The doc comment before a member as it stands in the source, on lines of its own. */
const commentBefore = (node: ts.Node): string => {
  const text = node.getSourceFile().text;
  const docs = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return docs.map((doc) => `${text.slice(doc.pos, doc.end)}\n  `).join('');
};

const isHidden = (member: ts.ClassElement): boolean =>
  member.name !== undefined && ts.isPrivateIdentifier(member.name);

/** A member of a class up to its body; of a property its name and type. */
const memberText = (checker: ts.TypeChecker, member: ts.ClassElement): string => {
  if (ts.isPropertyDeclaration(member)) {
    const type = checker.typeToString(checker.getTypeAtLocation(member), member, NoTruncation);
    return `readonly ${member.name.getText()}: ${type};`;
  }
  const body = ts.isFunctionLike(member) && 'body' in member ? member.body : undefined;
  const source = member.getSourceFile().text;
  return `${source.slice(member.getStart(), body?.pos ?? member.end).trim()};`;
};

const classText = (checker: ts.TypeChecker, node: ts.ClassDeclaration): string => {
  const members = node.members
    .filter((member) => !isHidden(member))
    .map((member) => `  ${commentBefore(member)}${memberText(checker, member)}`);
  return [`class ${node.name?.text ?? ''} {`, ...members, '}'].join('\n');
};

/** Longer types of constants tell a reader nothing; functions are told whole. */
const LONGEST_TYPE = 160;

const constantText = (checker: ts.TypeChecker, node: ts.Declaration, name: string): string => {
  const type = checker.getTypeAtLocation(node);
  const flags = NoTruncation | UseAliasDefinedOutsideCurrentScope | InTypeAlias;
  const text = checker.typeToString(type, node, flags);
  const isShown = type.getCallSignatures().length > 0 || text.length <= LONGEST_TYPE;
  return `const ${name}: ${isShown ? text : `${text.slice(0, LONGEST_TYPE)} …`};`;
};

/** What a declaration says of itself in TypeScript, without comment before it and without bodies. */
export const declarationText = (checker: ts.TypeChecker, node: ts.Declaration): string => {
  if (ts.isClassDeclaration(node)) return classText(checker, node);
  if (ts.isVariableDeclaration(node)) return constantText(checker, node, node.name.getText());
  return node.getText().replace(/^export /, '');
};
