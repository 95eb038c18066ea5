import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { inOrder, readSynthesised, resourcesOf } from '../../rehearsal/synthesised.ts';
import { writeFixture } from '../support/rehearsal/fixture.ts';

it('the stacks of an output come in the order in which they need each other', async () => {
  const { out, remove } = writeFixture();
  onTestFinished(remove);
  const stacks = await readSynthesised(out);
  if (E.isLeft(stacks)) throw new Error(stacks.left);
  expect(stacks.right.map(({ name }) => name)).toStrictEqual([
    'storage',
    'tables',
    'stream',
    'warehouse',
  ]);
  expect(stacks.right.flatMap(resourcesOf).map(({ address }) => address)).toContain(
    'aws_kinesis_firehose_delivery_stream.blocks',
  );
});

it('whatever stacks need, each comes after those it needs', () => {
  const needs = fc
    .integer({ min: 1, max: 12 })
    .chain((count) =>
      fc.tuple(
        ...Array.from({ length: count }, (_, at) =>
          fc.subarray(Array.from({ length: at }, (__, before) => String(before))),
        ),
      ),
    )
    .map((all) => all.map((dependencies, at) => ({ name: String(at), dependencies })));
  fc.assert(
    fc.property(
      needs.chain((all) => fc.shuffledSubarray(all, { minLength: all.length })),
      (stacks) => {
        const ordered = inOrder(stacks);
        if (E.isLeft(ordered)) throw new Error(ordered.left);
        expect(ordered.right).toHaveLength(stacks.length);
        for (const [at, { dependencies }] of ordered.right.entries()) {
          const before = ordered.right.slice(0, at).map(({ name }) => name);
          expect(before).toEqual(expect.arrayContaining([...dependencies]));
        }
      },
    ),
  );
});

it('a ring is named from where it begins', () => {
  const stack = (name: string, ...dependencies: ReadonlyArray<string>) => ({ name, dependencies });
  expect(inOrder([stack('a', 'b'), stack('b', 'c'), stack('c', 'b')])).toStrictEqual(
    E.left('the stacks need each other in a ring: b → c → b'),
  );
});

it.each([
  ['nothing', null, /manifest\.json cannot be read: ENOENT/],
  ['no JSON', '{', /manifest\.json cannot be read: /],
  ['another document', '{"stacks":[]}', /manifest\.json is not as cdktf writes it/],
])('an output with %s in its manifest is refused', async (_, text, fault) => {
  const out = mkdtempSync(join(tmpdir(), 'cdktf-out-'));
  onTestFinished(() => rmSync(out, { recursive: true }));
  if (text !== null) writeFileSync(join(out, 'manifest.json'), text);
  expect(await readSynthesised(out)).toStrictEqual(E.left(expect.stringMatching(fault)));
});
