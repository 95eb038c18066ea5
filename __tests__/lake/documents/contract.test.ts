import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { fileDocument } from '../../../lake/documents/file.ts';
import type { Document } from '../../../lake/documents/port.ts';
import { s3Document } from '../../../lake/documents/s3.ts';
import { lakeBucket, withLakeBucket } from '../../support/aws/lake-bucket.ts';
import { count, heldIn, written } from '../../support/counting.ts';
import { temporaryFolder } from '../../support/lake-folder.ts';

/** A document that is not there yet. */
interface Place {
  readonly name: string;
  /** As another process would. */
  readonly open: () => Document;
  readonly remove: () => Promise<void>;
}

const { s3, endpoint } = withLakeBucket();

const inFile = (): Place => {
  const file = join(temporaryFolder(), 'state', 'mainnet.json');
  return {
    name: file,
    open: () => fileDocument(file),
    remove: () => Promise.resolve(rmSync(file)),
  };
};

const inBucket = (): Place => {
  const key = `state/${randomUUID()}.json`;
  return {
    name: `s3://lake/${key}`,
    open: () => s3Document({ ...lakeBucket, key, endpoint: endpoint() }),
    remove: async () => {
      await s3().send(new DeleteObjectCommand({ Bucket: lakeBucket.bucket, Key: key }));
    },
  };
};

const put = async (document: Document, text: string): Promise<string> => {
  const outcome = written(await document.write(text, (await heldIn(document))?.version ?? null));
  return outcome.tag === 'written' ? outcome.version : expect.fail('lost');
};
const lost = E.right({ tag: 'lost' });

describe.each([
  ['in a file', inFile],
  ['in a bucket', inBucket],
])('a document %s', (_, makePlace) => {
  it('is none at first; once written it is read with the version that the writer was told', async () => {
    const { name, open } = makePlace();
    expect(open().name).toBe(name);
    expect(await open().read()).toStrictEqual(E.right(null));
    const version = await put(open(), 'one\n');
    expect(await open().read()).toStrictEqual(E.right({ text: 'one\n', version }));
  });

  it('is replaced by who saw its newest version, again and again', async () => {
    const { open } = makePlace();
    const document = open();
    let version: string | null = null;
    for (const text of ['one', 'two', 'three', 'one']) {
      const outcome = written(await document.write(text, version));
      expect(outcome.tag).toBe('written');
      version = outcome.tag === 'written' ? outcome.version : null;
      expect(await open().read()).toStrictEqual(E.right({ text, version }));
    }
  });

  it('is not made by who saw none, when there is one', async () => {
    const { open } = makePlace();
    await put(open(), 'one');
    expect(await open().write('two', null)).toStrictEqual(lost);
    expect(await open().write('one', null), 'nor by the same text').toStrictEqual(lost);
    expect((await heldIn(open()))?.text).toBe('one');
  });

  it('is not replaced by who saw an older version', async () => {
    const { open } = makePlace();
    const older = await put(open(), 'one');
    await put(open(), 'two');
    expect(await open().write('three', older)).toStrictEqual(lost);
    expect(await open().write('two', older), 'nor by the same text').toStrictEqual(lost);
    expect((await heldIn(open()))?.text).toBe('two');
  });

  it('that was removed is not replaced, and not made again by who saw it', async () => {
    const { open, remove } = makePlace();
    const version = await put(open(), 'one');
    await remove();
    expect(await open().write('two', version)).toStrictEqual(lost);
    expect(await open().read()).toStrictEqual(E.right(null));
    await put(open(), 'three');
  });

  it.each([
    ['none', null],
    ['the same version', 'before'],
  ])(
    'is written by one of twenty who saw %s, also when all write the same',
    async (_what, text) => {
      for (const isSame of [true, false]) {
        const { open } = makePlace();
        const version = text === null ? null : await put(open(), text);
        const outcomes = await Promise.all(
          Array.from({ length: 20 }, (__, writer) =>
            open().write(isSame ? 'after' : `after ${writer}`, version),
          ),
        );
        const tags = outcomes.map((outcome) => written(outcome).tag);
        expect(tags.filter((tag) => tag === 'written')).toHaveLength(1);
        const winner = tags.indexOf('written');
        expect((await heldIn(open()))?.text).toBe(isSame ? 'after' : `after ${winner}`);
      }
    },
  );

  it('that twenty count in, ten times each, misses nothing', async () => {
    const { open } = makePlace();
    const losses = await Promise.all(Array.from({ length: 20 }, () => count(open(), 10)));
    expect((await heldIn(open()))?.text).toBe('200');
    expect(Math.max(...losses), 'there was something to lose').toBeGreaterThan(0);
  });

  it('holds any text', async () => {
    const { open } = makePlace();
    const document = open();
    const texts = fc.string({ unit: 'binary', maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        await put(document, text);
        expect((await heldIn(document))?.text).toBe(text);
      }),
      { numRuns: 50, examples: [[''], ['\uFEFF{}\r\n\u0000'], ['🧱 ₿ \u2028']] },
    );
  });

  it('holds a megabyte', async () => {
    const { open } = makePlace();
    const text = '₿lock'.repeat(150_000);
    await put(open(), 'small');
    await put(open(), text);
    expect((await heldIn(open()))?.text === text).toBe(true);
  });
});
