import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { openLake, readIdentity } from '../../lake/identity.ts';
import { temporaryFolder } from '../support/lake-folder.ts';

const identity = { network: 'mainnet', originClass: 'real' } as const;
const made = (content: string): string => {
  const lake = temporaryFolder();
  writeFileSync(join(lake, 'lake.json'), content);
  return lake;
};

describe('the identity of a lake', () => {
  it('is written where there is no lake, and the same is taken again', async () => {
    const lake = join(temporaryFolder(), 'a', 'b');
    expect(await openLake(lake, identity)).toStrictEqual(E.right(undefined));
    const text = readFileSync(join(lake, 'lake.json'), 'utf8');
    expect(JSON.parse(text)).toStrictEqual({
      version: 1,
      network: 'mainnet',
      origin_class: 'real',
    });
    expect(await openLake(lake, identity)).toStrictEqual(E.right(undefined));
    expect(readFileSync(join(lake, 'lake.json'), 'utf8')).toBe(text);
    expect(await readIdentity(lake)).toStrictEqual(E.right(identity));
  });

  it('is made once by several who begin at the same time', async () => {
    const lake = join(temporaryFolder(), 'lake');
    const opened = await Promise.all(Array.from({ length: 20 }, () => openLake(lake, identity)));
    expect(opened.filter(E.isLeft)).toStrictEqual([]);
    expect(await readIdentity(lake)).toStrictEqual(E.right(identity));
  });

  it('is that of one, where twenty of two networks begin at the same time', async () => {
    const lake = join(temporaryFolder(), 'lake');
    const networks = Array.from({ length: 20 }, (_, index) => (index % 2 ? 'mainnet' : 'signet'));
    const opened = await Promise.all(
      networks.map((network) => openLake(lake, { network, originClass: 'real' })),
    );
    const taken = networks.filter((_, index) => E.isRight(opened[index] ?? E.left(null)));
    expect(new Set(taken).size).toBe(1);
    expect(await readIdentity(lake)).toMatchObject(E.right({ network: taken[0] }));
    expect(opened.filter(E.isLeft).map(({ left }) => left.code)).toStrictEqual(
      Array.from({ length: 10 }, () => 'other-lake'),
    );
  });

  it.each([
    [
      'another network',
      '{"version":1,"network":"signet","origin_class":"real"}',
      'other-lake',
      /holds real data of signet.*makes real data of mainnet.*--lake/,
    ],
    [
      'another class of origin',
      '{"version":1,"network":"mainnet","origin_class":"simulated"}',
      'other-lake',
      /holds simulated data of mainnet/,
    ],
    [
      'a newer version',
      '{"version":2,"network":"mainnet","origin_class":"real"}',
      'newer',
      /version 2, this program reads up to 1/,
    ],
    [
      'a newer version of another shape',
      '{"version":2,"chain":"mainnet"}',
      'newer',
      /version 2, this program reads up to 1/,
    ],
    [
      'a class there is not',
      '{"version":1,"network":"mainnet","origin_class":"x"}',
      'unreadable',
      /lake\.json/,
    ],
    ['an empty description', '', 'unreadable', /lake\.json/],
    ['something else', 'null', 'unreadable', /lake\.json/],
  ])('of %s is refused and left as it was', async (_what, content, code, message) => {
    const lake = made(content);
    expect(await openLake(lake, identity)).toMatchObject(
      E.left({ code, message: expect.stringMatching(message) }),
    );
    expect(readFileSync(join(lake, 'lake.json'), 'utf8')).toBe(content);
  });

  it('below a file can not be made, and the file is named', async () => {
    const dir = temporaryFolder();
    const file = join(dir, 'file');
    writeFileSync(file, 'x');
    for (const lake of [file, join(file, 'below')]) {
      const opened = await openLake(lake, identity);
      expect(opened).toMatchObject(E.left({ code: 'io', message: expect.stringContaining(file) }));
    }
    expect(readFileSync(file, 'utf8')).toBe('x');
  });

  it('of no lake is not made by asking for it', async () => {
    const lake = join(temporaryFolder(), 'none');
    expect(await readIdentity(lake)).toMatchObject(
      E.left({ code: 'unreadable', message: expect.stringContaining(lake) }),
    );
    expect(existsSync(lake)).toBe(false);
  });
});
