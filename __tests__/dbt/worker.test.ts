import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { afterAll, expect, it } from 'vitest';
import { startDbtWorker, type DbtWorkerOptions } from '../../dbt/worker/client.ts';
import {
  dbtProject,
  dbtPython,
  openDbtWarehouse,
  openLakeWarehouse,
} from '../support/dbt-warehouse.ts';
import { left, right } from '../support/warehouse.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
afterAll(() => rmSync(folder, { recursive: true }));

const options = (more: Partial<DbtWorkerOptions> = {}): DbtWorkerOptions => ({
  python: dbtPython(),
  projectDir: dbtProject,
  warehouse: path.join(folder, 'lake.duckdb'),
  targetDir: path.join(folder, 'dbt'),
  ...more,
});

/** An interpreter that runs a shell script instead. */
const interpreter = (name: string, script: string): string => {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

it('names a Python or a project that is not there', async () => {
  const noPython = left(await startDbtWorker(options({ python: '/nowhere/python' })));
  expect(noPython).toMatchObject({ tag: 'not-there' });
  expect(noPython.message).toContain('there is no Python at /nowhere/python');
  const noProject = left(await startDbtWorker(options({ projectDir: folder })));
  expect(noProject.message).toBe(`there is no dbt project in ${folder}`);
});

it('tells what the process said last when it does not start', async () => {
  const python = interpreter('dies', 'echo "No module named dbt" >&2; exit 1');
  expect(left(await startDbtWorker(options({ python })))).toEqual({
    tag: 'broken',
    message: 'dbt did not start: No module named dbt',
    failed: [],
  });
});

it('tells rubbish for what it is, at the start and later, and a death in the middle', async () => {
  const rubbish = interpreter('rubbish', 'echo hello; exec sleep 600');
  expect(left(await startDbtWorker(options({ python: rubbish }))).message).toBe(
    "dbt's worker said something that is no answer: hello",
  );

  const later = interpreter(
    'later',
    `echo '{"ready":true}'; read line; echo '{"id":1}'; read line; exit`,
  );
  const worker = right(await startDbtWorker(options({ python: later })));
  expect(left(await worker.build())).toMatchObject({ tag: 'broken' });
  await worker.stop();

  const dies = interpreter(
    'middle',
    `echo '{"ready":true}'; read line; echo "out of memory" >&2; exit 9`,
  );
  const dead = right(await startDbtWorker(options({ python: dies })));
  const answers = await Promise.all([dead.build(), dead.build()]);
  expect(answers.map((answer) => left(answer).message)).toEqual([
    'dbt ended unexpectedly: out of memory',
    'dbt ended unexpectedly: out of memory',
  ]);
  await dead.stop();
});

it('builds one command after another, leaves the file free in between and nothing in the project', async () => {
  const before = readdirSync(dbtProject);
  const own = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
  const dbt = await openDbtWarehouse(own, dbtPython());
  await dbt.load('nothing', []);
  const builds = await Promise.all([
    dbt.worker.build(),
    dbt.worker.refresh(),
    dbt.worker.refresh(),
  ]);
  const made = builds.map((build) => right(build).counts);
  expect(made[0]?.['pass']).toBeGreaterThan(50);
  expect(made[0]?.['success']).toBe(made[1]?.['success']); // a first refresh makes the views, too
  expect(made[2]?.['success']).toBeLessThan(made[1]?.['success'] ?? 0);
  expect(
    await dbt.rows(`select level, cause from gold.next_block_at(timestamp '2026-11-21')`),
    'an empty warehouse answers, and this process may open it',
  ).toEqual([{ level: 'unknown', cause: 'no-base' }]);
  await dbt.stop();
  expect(E.isLeft(await dbt.worker.build())).toBe(true);
  rmSync(own, { recursive: true });
  expect(readdirSync(dbtProject)).toEqual(before);
});

it('goes on when a terminal tells it of Ctrl-C: whoever started it is told as well, and lets a build end', async () => {
  const own = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
  const dbt = await openDbtWarehouse(own, dbtPython());
  await dbt.load('nothing', []);
  const worker = Number(execFileSync('pgrep', ['-P', String(process.pid), '-f', 'worker.py']));
  const building = dbt.worker.build();
  process.kill(worker, 'SIGINT');
  expect(right(await building).counts['pass']).toBeGreaterThan(50);
  await dbt.stop();
  rmSync(own, { recursive: true });
});

it('ends, and lets go of the warehouse, when whoever started it was killed in the middle of a build', async () => {
  const own = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
  const warehouse = openLakeWarehouse(own);
  await warehouse.load('nothing', []);
  const script = path.join(import.meta.dirname, '../support/dbt-process.ts');
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', script, warehouse.file, path.join(own, 'child')],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(child.stdout, 'data');
  const worker = Number(execFileSync('pgrep', ['-P', String(child.pid), '-f', 'worker.py']));
  expect(worker).toBeGreaterThan(1);
  child.kill('SIGKILL');
  await expect.poll(() => isAlive(worker)).toBe(false);
  expect(
    await warehouse.rows(`from duckdb_functions() where function_name = 'next_block_at'`),
    'made at the end of a build',
  ).toEqual([]);
  rmSync(own, { recursive: true });
});

it('names a project that does not parse', async () => {
  const project = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
  writeFileSync(path.join(project, 'dbt_project.yml'), 'name: [');
  const failure = left(await startDbtWorker(options({ projectDir: project })));
  expect(failure.tag).toBe('broken');
  expect(failure.message).toMatch(/^dbt did not start: /);
  rmSync(project, { recursive: true });
});

it('goes on where the rows that a test found can not be read again', async () => {
  const own = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
  const warehouse = openLakeWarehouse(own);
  await warehouse.change('create sequence main.counted');
  const project = path.join(own, 'project');
  mkdirSync(path.join(project, 'tests'), { recursive: true });
  cpSync(path.join(dbtProject, 'profiles.yml'), path.join(project, 'profiles.yml'));
  cpSync(path.join(dbtProject, 'worker'), path.join(project, 'worker'), { recursive: true });
  writeFileSync(
    path.join(project, 'dbt_project.yml'),
    'name: once\nprofile: bitcoin_pipeline\nflags: { send_anonymous_usage_stats: false }\n',
  );
  // whoever only reads can't count
  writeFileSync(path.join(project, 'tests/counts.sql'), "select nextval('main.counted') as number");
  const worker = right(
    await startDbtWorker(
      options({ projectDir: project, warehouse: warehouse.file, targetDir: path.join(own, 'dbt') }),
    ),
  );
  for (const _ of ['once', 'again'])
    expect(left(await worker.test())).toMatchObject({
      tag: 'failed',
      failed: [{ name: 'counts', status: 'fail', message: expect.stringMatching(/^Got 1 result/) }],
    });
  await worker.stop();
  rmSync(own, { recursive: true });
});
