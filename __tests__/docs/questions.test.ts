import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDbtWarehouse, wentWell, type DbtWarehouse } from '../support/dbt-warehouse.ts';
import { linesOfEvents, recordedLines } from '../support/recorded-lines.ts';
import { fixture, recordedEvents } from '../support/recordings.ts';

const file = fileURLToPath(new URL('../../docs/questions.md', import.meta.url));
const page = readFileSync(file, 'utf8');
/** QUESTIONS=write puts the answers of today into the page instead of comparing them. */
const isWritten = process.env['QUESTIONS'] === 'write';

interface Question {
  readonly title: string;
  readonly sql: string;
  /** The table below the query, as it stands in the page. */
  readonly answer: string;
}

const questions: ReadonlyArray<Question> = [
  ...page.matchAll(/^## (?<title>.+)$\n[^]*?^```sql\n(?<sql>[^]*?)^```\n(?<answer>[^#]*)/gm),
].map(({ groups }) => ({
  title: groups?.['title'] ?? '',
  sql: groups?.['sql'] ?? '',
  answer: groups?.['answer']?.trim() ?? '',
}));

/** A session in which a message did not come: the thirtieth change. */
const holed = recordedEvents('session-b').filter(
  (
    (changes) =>
    ({ raw }) =>
      raw?.includes('"delta"') !== true || (changes += 1) !== 30
  )(0),
);

/** What mainnet said of prices, received while the others were recorded. */
const prices = fixture('mainnet-2026-09-19/ws_init.json').toString();
const receivedMs = Date.parse('2026-11-21T05:36:00Z');
const quoted = [
  { t: receivedMs, ev: 'open' },
  {
    t: receivedMs,
    ev: 'recv',
    raw: JSON.stringify({ conversions: JSON.parse(prices).conversions }),
  },
  { t: receivedMs + 1000, ev: 'close' },
];

const folder = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
let dbt: DbtWarehouse;
beforeAll(async () => {
  dbt = await openDbtWarehouse(folder);
  await dbt.load('recorded', [
    ...['session-d-large', 'session-a'].flatMap(recordedLines),
    ...linesOfEvents('session-b', holed),
    ...linesOfEvents('prices', quoted),
  ]);
  await wentWell(dbt.worker.build());
});
afterAll(async () => {
  await dbt.stop();
  rmSync(folder, { recursive: true });
});

const tableOf = async (sql: string): Promise<string> => {
  const rows = await dbt.rows(sql);
  const columns = Object.keys(rows[0] ?? {});
  const line = (cells: ReadonlyArray<string>): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns),
    line(columns.map(() => '---')),
    ...rows.map((row) =>
      line(columns.map((column) => JSON.stringify(row[column]).replaceAll('"', ''))),
    ),
  ].join('\n');
};

/** Without the blanks that a formatter puts in to line columns up. */
const cellsOf = (table: string): ReadonlyArray<ReadonlyArray<string>> =>
  table
    .split('\n')
    .filter((line) => !/^[|\s:-]+$/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));

describe('the questions of the page', () => {
  it('are ten', () => {
    expect(questions.map(({ title }) => title.split('.')[0])).toEqual(
      Array.from({ length: 10 }, (_, index) => String(index + 1)),
    );
  });

  it.each(questions)('$title', async ({ sql, answer }) => {
    const table = await tableOf(sql);
    if (isWritten)
      writeFileSync(
        file,
        readFileSync(file, 'utf8').replace(
          `${sql}\`\`\`\n${answer === '' ? '' : `\n${answer}\n`}`,
          () => `${sql}\`\`\`\n\n${table}\n`,
        ),
      );
    else expect(cellsOf(answer)).toEqual(cellsOf(table));
    expect(cellsOf(table).length, 'it has an answer').toBeGreaterThan(1);
  });
});
