import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  openDbtWarehouse,
  untested,
  wentWell,
  type DbtWarehouse,
} from '../support/dbt-warehouse.ts';
import { momentsOf, someOf } from '../support/histories/check.ts';
import { historiesOf, inLake } from '../support/histories/in-lake.ts';
import { saidByModel, saidBySql } from '../support/two-answers.ts';

/** Histories of a source and a listener, as the model is tried with (HISTORIES_SEED sees them again). */
const seed = Number(process.env['HISTORIES_SEED'] ?? Date.now() % 1_000_000);
const COUNT = 60;
const MOMENTS = 30;
/** Mostly longer than they last; where a clock was set they reach into each other's time. */
const APART_MS = 1_800_000;

const folder = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
let dbt: DbtWarehouse;
const histories = historiesOf(seed, COUNT, Date.parse('2026-11-21T06:00:00Z'), APART_MS);
beforeAll(async () => {
  dbt = await openDbtWarehouse(folder);
  await dbt.load('histories', histories.flatMap(inLake));
  await wentWell(dbt.worker.build(untested));
});
afterAll(async () => {
  await dbt.stop();
  rmSync(folder, { recursive: true });
});

describe(`${COUNT} histories with faults (HISTORIES_SEED=${seed})`, () => {
  it('are answered by SQL as by the model, rows and all', async () => {
    const lines = histories.flatMap(inLake);
    const moments = histories.flatMap((history, index) =>
      someOf(momentsOf(history.lines), MOMENTS, index),
    );
    const bySql = await saidBySql(dbt, moments);
    for (const [ms, byModel] of saidByModel(lines, moments))
      expect({ seed, ms, ...bySql.get(ms) }).toEqual({ seed, ms, ...byModel });
    expect(bySql.size).toBeGreaterThan(COUNT * 10);
  });
});
