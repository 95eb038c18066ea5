import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvOf } from '../../../dashboard/layout/csv.ts';

/** The first field of the only row. */
const fieldOf = (cell: string | number | null): string =>
  csvOf(['a'], [[cell]]).slice('a\r\n'.length, -'\r\n'.length);

describe('CSV', () => {
  it('ends each line with CR LF, and quotes what would end a field or a line', () => {
    expect(
      csvOf(
        ['Height', 'Pool, as told', 'Fees, BTC'],
        [
          [905_142, 'He said "hi"', 0.0753381],
          [905_143, 'two\nlines', null],
          [905_144, 'Zürich 鉱山', -1.5],
        ],
      ),
    ).toBe(
      'Height,"Pool, as told","Fees, BTC"\r\n' +
        '905142,"He said ""hi""",0.0753381\r\n' +
        '905143,"two\nlines",\r\n' +
        '905144,Zürich 鉱山,-1.5\r\n',
    );
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+41', "'+41"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', '"\'\r=1"'],
    ['  =1', "'  =1"],
    ['＝1', "'＝1"],
    ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
  ])('is no formula where a stranger wrote %j', (written, field) => {
    expect(fieldOf(written)).toBe(field);
  });

  it('leaves other text as it is, a sign in its middle too', () => {
    for (const text of ['Foundry USA', 'a=b', 'x-y', "it's", '', '/slush/'])
      expect(fieldOf(text)).toBe(text);
  });

  it('leaves numbers numbers, negative ones too, and a cell empty where there is none', () => {
    expect([-12, 0, 1.5, 98_145].map(fieldOf)).toEqual(['-12', '0', '1.5', '98145']);
    expect([null, Number.NaN, Number.POSITIVE_INFINITY].map(fieldOf)).toEqual(['', '', '']);
  });

  it('is read back by another program, cell for cell', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'csv-'));
    const file = join(folder, 'table.csv');
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const harmless = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => /^[\p{L}\p{N}"',;]/u.test(text) && !text.includes('\r'));
    const rows = fc.array(fc.tuple(harmless, fc.integer()), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        await writeFile(file, csvOf(['name', 'figure'], given));
        const read = await connection.runAndReadAll(
          `SELECT name, figure FROM read_csv('${file}', header = true, auto_detect = false,
             delim = ',', quote = '"', escape = '"', strict_mode = false,
             columns = {'name': 'VARCHAR', 'figure': 'BIGINT'})`,
        );
        expect(read.getRows()).toEqual(
          given.map(([name, figure]) => [name, BigInt(Object.is(figure, -0) ? 0 : figure)]),
        );
      }),
      { numRuns: 60 },
    );
    connection.closeSync();
    instance.closeSync();
    await rm(folder, { recursive: true });
  });
});
