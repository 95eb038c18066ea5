import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  historyOf,
  instantOf,
  nextBlockAt,
  ratesOf,
  readLine,
  streams,
  type Answer,
  type Line,
} from '@bitcoin-pipeline/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Session } from '../../listener/session.ts';
import { openDbtWarehouse, wentWell, type DbtWarehouse } from '../support/dbt-warehouse.ts';
import { countedIds, producer } from '../support/lines.ts';
import { recordedEvents, sessionNames } from '../support/recordings.ts';
import { right } from '../support/warehouse.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
let dbt: DbtWarehouse;
beforeAll(async () => {
  dbt = await openDbtWarehouse(folder);
});
afterAll(async () => {
  await dbt.stop();
  rmSync(folder, { recursive: true });
});

/** What a listener makes of a recording. */
const linesOf = (name: string): ReadonlyArray<Line> => {
  const session = new Session(producer, countedIds());
  const lines: Array<Line> = [];
  let lastMs = 0;
  for (const { t, ev, raw } of recordedEvents(name)) {
    lastMs = t;
    if (ev === 'open') lines.push(...session.opened('ws://127.0.0.1', t));
    if (ev === 'recv' && raw !== undefined) lines.push(...session.frame(Buffer.from(raw), t).lines);
  }
  return [...lines, ...session.closed('recording-ended', null, lastMs)];
};

const known = (answer: Answer) => {
  if (answer.tag === 'unknown')
    return { level: 'unknown', cause: answer.cause, gap_id: answer.gapId };
  const { totals, rows } = answer.block;
  const { lowestRate, medianRate } = ratesOf(rows.values());
  return {
    level: answer.level,
    cause: null,
    gap_id: null,
    sequence: String(answer.sequence),
    transactions: String(totals.transactions),
    fee_sats: String(totals.feeSats),
    weight: String(totals.weight),
    min_rate: lowestRate,
    median_rate: medianRate,
  };
};

const inSql = (row: Readonly<Record<string, unknown>>) =>
  row['level'] === 'unknown'
    ? { level: row['level'], cause: row['cause'], gap_id: row['gap_id'] }
    : {
        level: row['level'],
        cause: row['cause'],
        gap_id: row['gap_id'],
        sequence: row['sequence'],
        transactions: row['transactions'],
        fee_sats: row['fee_sats'],
        weight: row['weight'],
        min_rate: row['min_rate'] === null ? null : Number(row['min_rate']),
        median_rate: row['median_rate'] === null ? null : Number(row['median_rate']),
      };

describe.each(sessionNames)('%s', (name) => {
  it('gives the same next block in SQL as in TypeScript at every second, and passes all tests of the data', async () => {
    dbt.empty();
    const lines = linesOf(name);
    const texts = lines.map(({ bytes }) => Buffer.from(bytes).toString('utf8').trimEnd());
    await dbt.load(
      'recording',
      lines.map(({ stream }, index) => ({
        prefix: streams[stream].prefix,
        text: texts[index] ?? '',
      })),
    );
    await wentWell(dbt.worker.build());

    const history = historyOf(texts.map((text) => right(readLine(text))));
    const times = lines.map(({ observedAt }) => Date.parse(observedAt));
    const first = Math.floor((times[0] ?? 0) / 1000) * 1000 - 1000;
    const last = (times.at(-1) ?? 0) + 2000;
    const seconds = Array.from(
      { length: Math.ceil((last - first) / 1000) },
      (_, at) => first + at * 1000,
    );
    const answers = await dbt.rows(
      `select asked.at, answer.* from (select unnest([${seconds.map((ms) => `timestamp '${instantOf(ms).replace('Z', '')}'`).join(', ')}]) as "at") asked, lateral (select * from gold.next_block_at(asked.at)) answer order by 1`,
    );
    expect(answers.length).toBe(seconds.length);
    expect(answers.map(inSql)).toEqual(seconds.map((ms) => known(nextBlockAt(history, ms))));
  });
});
