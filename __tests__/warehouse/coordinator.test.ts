import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { expect, it } from 'vitest';
import { rawTables } from '@bitcoin-pipeline/model';
import { setTimeout as pause } from 'node:timers/promises';
import path from 'node:path';
import { type News, type Steps, createCoordinator } from '../../warehouse/coordinator.ts';
import { stepsOf } from '../../warehouse/steps.ts';
import { openReader } from '../../warehouse/reader.ts';
import { type WarehouseError, openWarehouse, withWarehouse } from '../../warehouse/database.ts';
import { serveFileOf } from '../../warehouse/publish.ts';
import { mainnet } from '../support/identity.ts';
import { head, putBytes, putObject, temporaryFolder } from '../support/lake-folder.ts';
import { left, right } from '../support/warehouse.ts';

const ok = (): Promise<E.Either<string, number>> => Promise.resolve(E.right(1));

/** Steps that write down when they begin and end. */
const written = (
  files: ReadonlyArray<number>,
  build = ok,
): { log: string[]; steps: Steps<News, number, number, string> } => {
  const log: string[] = [];
  const noted =
    <A>(name: string, step: () => Promise<E.Either<string, A>>) =>
    async (): Promise<E.Either<string, A>> => {
      log.push(name);
      await pause(2);
      const result = await step();
      log.push(`/${name}`);
      return result;
    };
  let turn = 0;
  const load = (): Promise<E.Either<string, News>> =>
    Promise.resolve(E.right({ files: files[turn++] ?? 0, refused: [] }));
  return {
    log,
    steps: {
      load: noted('load', load),
      build: noted('build', build),
      publish: noted('publish', ok),
    },
  };
};

const MAKE_SEQUENCES = `CREATE SCHEMA IF NOT EXISTS gold;
  CREATE OR REPLACE TABLE gold.sequences AS SELECT sequence FROM raw.mempool_block`;

const whole = ['load', '/load', 'build', '/build', 'publish', '/publish'];

it('loads, builds and publishes in turn, also when asked many times at once', async () => {
  const { log, steps } = written([1, 1, 1]);
  const { once } = createCoordinator(steps);
  await Promise.all([once(), once(), once()]);
  expect(log).toStrictEqual([...whole, ...whole, ...whole]);
});

it('builds in its first turn, then only when something arrived', async () => {
  const { log, steps } = written([0, 0, 1]);
  const { once } = createCoordinator(steps);
  expect([(await once()).tag, (await once()).tag, (await once()).tag]).toStrictEqual([
    'published',
    'idle',
    'published',
  ]);
  expect(log).toStrictEqual([...whole, 'load', '/load', ...whole]);
});

it('tries a failed build again although nothing more arrived', async () => {
  const builds: ReadonlyArray<E.Either<string, number>> = [
    E.right(1),
    E.left('no dbt'),
    E.right(2),
  ];
  let built = 0;
  const { steps } = written([1, 1, 0, 0], () => Promise.resolve(builds[built++] ?? E.right(3)));
  const { once } = createCoordinator(steps);
  expect((await once()).tag).toBe('published');
  expect(await once()).toMatchObject({ tag: 'failed', step: 'build', failure: 'no dbt' });
  expect(await once()).toMatchObject({ tag: 'published', built: 2 });
  expect((await once()).tag).toBe('idle');
});

it('runs turns until stopped, and stops after the turn in hand', async () => {
  const { log, steps } = written([1, 1, 1, 1]);
  const turns: string[] = [];
  const coordinator = createCoordinator(steps, {
    leastPauseMs: 1,
    onTurn: ({ tag }) => turns.push(tag),
  });
  coordinator.start();
  coordinator.start();
  while (turns.length < 2 || log.at(-1) !== 'build') await pause(1);
  await coordinator.stop();
  expect(log.at(-1)).toBe('/publish');
  const stopped = log.length;
  await pause(50);
  expect(log).toHaveLength(stopped);
  expect(log.slice(0, 12)).toStrictEqual([...whole, ...whole]);
});

it('gives the file to the build, and its tables to readers', async () => {
  const lakeDir = temporaryFolder();
  const file = path.join(lakeDir, 'lake.duckdb');
  putObject(lakeDir, 'mempool-data/stream/dt=2026-11-21/hr=06/a.ndjson.gz', [
    `${head(1)},"sequence":5,"payload":{}}`,
  ]);
  const build = () =>
    withWarehouse(file, mainnet, async ({ connection }) => {
      await connection.run(MAKE_SEQUENCES);
      return E.right('built');
    });
  const coordinator = createCoordinator(
    stepsOf({ file, lakeDir, lake: mainnet, tables: rawTables }, { build, refresh: build }),
  );
  expect(await coordinator.once()).toMatchObject({
    tag: 'published',
    loaded: { files: 1, refused: [] },
    built: 'built',
    published: { generation: 1, tables: ['gold.sequences', 'raw.refused_objects'] },
  });
  const reader = openReader(serveFileOf(file));
  expect(right(await reader.buildOf()).generation).toBe(1);
  await reader.close();
  const held = right(await openWarehouse(file, mainnet));
  await held.close();
});

it('shows readers an object that was refused, also when nothing else came', async () => {
  const { place, build, refresh } = muchNew(['05']);
  const { once } = createCoordinator(stepsOf(place, { build, refresh }));
  expect((await once()).tag).toBe('published');
  const key = 'mempool-data/stream/dt=2026-11-21/hr=06/cut.ndjson.gz';
  putBytes(place.lakeDir, key, Buffer.from('no gzip'));
  expect(await once()).toMatchObject({ tag: 'published', loaded: { files: 0, refused: [{}] } });
  const reader = openReader(serveFileOf(place.file));
  const shown = right(await reader.query('FROM raw.refused_objects', [], t.UnknownRecord));
  await reader.close();
  expect(shown).toHaveLength(1);
  expect((await once()).tag).toBe('idle');
});

/** A lake, and builds that write down how many lines they find in the warehouse. */
const muchNew = (hours: ReadonlyArray<string>) => {
  const lakeDir = temporaryFolder();
  const file = path.join(lakeDir, 'lake.duckdb');
  const log: Array<string> = [];
  const noted = (name: string) => () =>
    withWarehouse(file, mainnet, async ({ connection }) => {
      await connection.run(MAKE_SEQUENCES);
      const lines = await connection.runAndReadAll('SELECT count(*) FROM gold.sequences');
      log.push(`${name} ${String(lines.getRows()[0]?.[0])}`);
      return E.right<WarehouseError, string>(name);
    });
  for (const hour of hours)
    putObject(lakeDir, `mempool-data/stream/dt=2026-11-21/hr=${hour}/a.ndjson.gz`, [
      `${head(Number(hour))},"payload":{}}`,
    ]);
  const place = { file, lakeDir, lake: mainnet, tables: rawTables };
  return { place, log, build: noted('build'), refresh: noted('refresh') };
};

it('brings much that is new into the tables in portions, and tells it as one', async () => {
  const { place, log, build, refresh } = muchNew(['05', '06', '07']);
  const told: Array<string> = [];
  const onProgress = (objects: number, of: number) => void told.push(`${objects} of ${of}`);
  const steps = stepsOf(place, { build, refresh }, { portionBytes: 1, onProgress });
  const { once } = createCoordinator(steps);
  expect(await once()).toMatchObject({ tag: 'published', loaded: { files: 3, refused: [] } });
  expect(log).toEqual(['refresh 1', 'refresh 2', 'build 3']);
  expect(told).toEqual(['1 of 3', '2 of 3', '3 of 3']);
  expect((await once()).tag).toBe('idle');
});

it('loads no further when a portion can not be brought into the tables; the next turn goes on', async () => {
  const { place, log, build, refresh } = muchNew(['05', '06', '07']);
  const error: WarehouseError = { tag: 'unreachable', message: 'no dbt' };
  let isBroken = true;
  const builds = {
    build,
    refresh: () => (isBroken ? Promise.resolve(E.left(error)) : refresh()),
  };
  const { once } = createCoordinator(stepsOf(place, builds, { portionBytes: 1 }));
  expect(await once()).toMatchObject({ tag: 'failed', failure: error });
  expect(log).toEqual([]);
  isBroken = false;
  expect(await once()).toMatchObject({ tag: 'published', loaded: { files: 2 } });
  expect(log).toEqual(['refresh 2', 'build 3']);
});

it('reports a warehouse of another network as a failed load', async () => {
  const lakeDir = temporaryFolder();
  const file = path.join(lakeDir, 'lake.duckdb');
  await right(await openWarehouse(file, mainnet)).close();
  const place = { file, lakeDir, lake: { ...mainnet, network: 'signet' }, tables: rawTables };
  const fine = () => Promise.resolve(E.right<WarehouseError, string>('built'));
  const steps = stepsOf(place, { build: fine, refresh: fine });
  expect(left(await steps.load()).tag).toBe('mixed');
  expect(await createCoordinator(steps).once()).toMatchObject({ tag: 'failed', step: 'load' });
});
