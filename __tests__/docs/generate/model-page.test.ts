import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modelExports } from '../../../docs/generate/model-exports.ts';
import { modelPage } from '../../../docs/generate/model-page.ts';
import { projectRoot } from '../../support/small-clone.ts';

const index = `export { half, WORDS, Word, type Shape } from './codec/shapes.ts';
export { Counter } from './counter.ts';
`;
const shapes = `/** Half of a number. */
export const half = (whole: number): number => whole / 2;
/** The words. */
export const WORDS = ${JSON.stringify(Array.from({ length: 40 }, (_, at) => `word ${at}`))} as const;
/** One of two words. */
export const Word = { yes: 1, no: 0 } as const;
export type Word = keyof typeof Word;
/** A shape. */
export interface Shape {
  /** In millimetres. */
  readonly width: number;
}
`;
const counter = `/** Counts. */
export class Counter {
  #count = 0;
  readonly step = 1;
  /** Counts one more. */
  add(by: number = this.step): number {
    return (this.#count += by);
  }
}
`;

let root = '';
const write = (file: string, text: string): void => writeFileSync(join(root, file), text);
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'model-page-'));
  for (const folder of ['model/codec', 'docs']) mkdirSync(join(root, folder), { recursive: true });
  write('model/index.ts', index);
  write('model/codec/shapes.ts', shapes);
  write('model/counter.ts', counter);
});
afterAll(() => rmSync(root, { recursive: true }));

const check = () =>
  spawnSync(
    process.execPath,
    ['--import', 'tsx', 'docs/generate/index.ts', '--check', '--root', root],
    { cwd: projectRoot, encoding: 'utf8' },
  );

describe('what a model exports', () => {
  it('is told with kind, place, comment and declaration, and differs from an older page', () => {
    const found = modelExports(join(root, 'model'));
    if (E.isLeft(found)) throw new Error(found.left.join('\n'));
    const all = new Map(found.right.map((each) => [each.name, each]));
    expect([...all.keys()]).toStrictEqual(['half', 'WORDS', 'Word', 'Shape', 'Counter']);
    expect(all.get('half')).toStrictEqual({
      name: 'half',
      kinds: ['function'],
      comment: 'Half of a number.',
      text: 'const half: (whole: number) => number;',
      file: 'codec/shapes.ts',
    });
    expect(all.get('Word')?.kinds).toStrictEqual(['constant', 'type']);
    expect(all.get('Shape')?.text).toContain('/** In millimetres. */\n  readonly width: number;');
    // neither bodies nor hidden members
    expect(all.get('Counter')?.text).toBe(
      `class Counter {
  readonly step: 1;
  /** Counts one more. */
  add(by: number = this.step): number;
}`,
    );
    // a long type of a constant is cut
    expect(all.get('WORDS')?.text).toMatch(/"word 1".* …;$/);
    expect(all.get('WORDS')?.text).not.toContain('"word 30"');

    const page = modelPage(found.right);
    expect(page).toMatch(/^<!-- Generated from the model by /);
    expect(page).toContain('### half\n\nfunction · `model/codec/shapes.ts`\n\nHalf of a number.\n');
    write('docs/model.md', page.replace('Half of', 'A third of'));
    const { status, stderr } = check();
    expect(status).toBe(1);
    expect(stderr).toContain('docs/model.md differs from what the model says of itself');
  });

  it('is refused where it says nothing of itself, by name and file', () => {
    write('model/codec/shapes.ts', shapes.replace('/** Half of a number. */\n', ''));
    expect(modelExports(join(root, 'model'))).toStrictEqual(
      E.left(['half in model/codec/shapes.ts has no doc comment']),
    );
    write('model/codec/shapes.ts', shapes);
  });
});
