import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { coverageOf, historyOf } from '@bitcoin-pipeline/model';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../simulator/random.ts';
import { openDbtWarehouse, wentWell, type DbtWarehouse } from '../support/dbt-warehouse.ts';
import { handHistory, written } from '../support/hand-histories.ts';
import type { HandLine } from '../support/hand-lines.ts';
import { historiesOf, inLake } from '../support/histories/in-lake.ts';
import { recordedLines } from '../support/recorded-lines.ts';
import { sessionNames } from '../support/recordings.ts';
import { readBack } from '../support/two-answers.ts';

/** Another seed each run; HISTORIES_SEED sees one again. */
const seed = Number(process.env['HISTORIES_SEED'] ?? Date.now() % 1_000_000);
const MINUTE_MS = 60_000;

const folder = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
let dbt: DbtWarehouse;
beforeAll(async () => {
  dbt = await openDbtWarehouse(folder);
});
afterAll(async () => {
  await dbt.stop();
  rmSync(folder, { recursive: true });
});

const untested = {
  select: ['+coverage_by_hour'],
  exclude: ['resource_type:test'],
};

/** The milliseconds of each level or cause, all hours together. */
const bySql = async (): Promise<Readonly<Record<string, number>>> => {
  const rows = await dbt.rows(
    `select coalesce(cause, level) as word, sum(length_ms) as ms from silver.coverage_lengths
     where stream = 'mempool-block' group by word`,
  );
  return Object.fromEntries(
    rows.map(({ word, ms }) => [typeof word === 'string' ? word : '', Number(ms)]),
  );
};

const byModel = (lines: ReadonlyArray<HandLine>): Readonly<Record<string, number>> => {
  const found = coverageOf(historyOf(lines.map(readBack)), null);
  const seconds = {
    verified: found.verifiedSeconds,
    contiguous: found.contiguousSeconds,
    ...found.unknownByCause,
  };
  const ms = Object.entries(seconds).map(([word, s]) => [word, Math.round(s * 1000)] as const);
  return Object.fromEntries(ms.filter(([, length]) => length > 0));
};

const inTwoFiles = (
  lines: ReadonlyArray<HandLine>,
): Readonly<Record<'early' | 'late', ReadonlyArray<HandLine>>> => {
  const random = seededRandom(String(seed));
  const halves = { early: new Array<HandLine>(), late: new Array<HandLine>() };
  for (const line of lines) halves[random.chance(0.9) ? 'early' : 'late'].push(line);
  return halves;
};

describe(`the lengths of what SQL says of all moments are the model's (HISTORIES_SEED=${seed})`, () => {
  const handWritten = fc
    .sample(handHistory, { seed, numRuns: 120 })
    .flatMap((plan, at) => written(plan, `w${100 + at}`, at * 10 * MINUTE_MS));
  const histories = historiesOf(seed, 40, Date.parse('2026-11-22T00:00:00Z'), 30 * MINUTE_MS);
  const all: Readonly<Record<string, ReadonlyArray<HandLine>>> = {
    'recorded sessions': sessionNames.flatMap(recordedLines),
    'what a listener writes': histories.flatMap(inLake),
    'what no listener would write': handWritten,
  };

  it.each(Object.keys(all))('%s', async (name) => {
    dbt.empty();
    const lines = all[name] ?? [];
    for (const [file, some] of Object.entries(inTwoFiles(lines))) {
      await dbt.load(file, some);
      await wentWell(dbt.worker.build(untested));
    }
    expect({ seed, ...(await bySql()) }).toEqual({ seed, ...byModel(lines) });
    const [sums] = await dbt.rows(
      `select count(*) as hours, count(*) filter (seconds > 3600) as too_long,
        sum(verified_seconds + contiguous_seconds + unknown_seconds - seconds) as off
       from gold.coverage_by_hour`,
    );
    expect(sums).toMatchObject({ too_long: '0', off: '0.000' });
  });
});
