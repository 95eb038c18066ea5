import * as E from 'fp-ts/lib/Either.js';

/** Where a file is no DDL of ours, and why; lines count from 1. */
export interface DdlFault {
  readonly line: number;
  readonly reason: string;
}

/** A statement without its semicolon. Comments are gone, white space is one blank or the line feeds that were in it. */
export interface Statement {
  /** On which it begins. */
  readonly line: number;
  readonly text: string;
}

const token = /--[^\n]*|'(?:[^']|'')*'|\s+|[;()']|[^\s;()'-]+|-/g;

export const lineFeedsIn = (text: string): number => text.split('\n').length - 1;

const spaceOf = (space: string): string => '\n'.repeat(lineFeedsIn(space)) || ' ';

/** Splits a file at its semicolons. A statement that is cut short, by the end of the file or inside, is a fault. */
export const statementsOf = (sql: string): E.Either<DdlFault, ReadonlyArray<Statement>> => {
  const found: Array<Statement> = [];
  let line = 1;
  let began = 1;
  let text = '';
  let depth = 0;
  const cutShort = () => E.left({ line: began, reason: 'the statement is cut short' });
  for (const [piece] of sql.matchAll(token)) {
    if (piece === "'") return E.left({ line, reason: 'a quote is not closed' });
    if (piece === '(') depth += 1;
    if (piece === ')') depth -= 1;
    if (piece === ';') {
      if (depth !== 0) return cutShort();
      if (text !== '') found.push({ line: began, text: text.trimEnd() });
      text = '';
    } else if (/^\s/.test(piece)) text += text === '' ? '' : spaceOf(piece);
    else if (!piece.startsWith('--')) {
      if (text === '') began = line;
      text += piece;
    }
    line += lineFeedsIn(piece);
  }
  return text.trimEnd() === '' ? E.right(found) : cutShort();
};

/** Parts of a list at its own commas, each with how many line feeds lie before it. */
export const listed = (list: string): ReadonlyArray<readonly [part: string, line: number]> => {
  const parts: Array<readonly [string, number]> = [];
  let depth = 0;
  let part = '';
  let line = 0;
  const ended = (): void => {
    const began = line - lineFeedsIn(part.trimStart());
    parts.push([part.trim(), began]);
    part = '';
  };
  for (const [piece] of list.matchAll(/'(?:[^']|'')*'|[^']/g)) {
    if (piece === '(') depth += 1;
    if (piece === ')') depth -= 1;
    if (piece === ',' && depth === 0) ended();
    else {
      part += piece;
      line += lineFeedsIn(piece);
    }
  }
  ended();
  return parts;
};
