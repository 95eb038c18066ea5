import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as t from 'io-ts';
import { startDbtWorker, type DbtWorker } from '../../dbt/worker/client.ts';
import { dbtProject, dbtPython } from '../../__tests__/support/dbt-warehouse.ts';
import { right } from '../../__tests__/support/warehouse.ts';

/**
 * Rows of a row group, which is what DuckDB passes over or reads whole: a sixtieth of what is usual, so that tables of
 * hours have as many of them as those of days.
 */
export const ROW_GROUP_ROWS = 2048;

const profile = (rowGroupRows: number, memoryLimit: string): string => `bitcoin_pipeline:
  target: duckdb
  outputs:
    duckdb:
      type: duckdb
      path: ':memory:'
      database: lake
      schema: silver
      threads: 2
      config_options: {memory_limit: ${memoryLimit}, temp_directory: "{{ env_var('BITCOIN_PIPELINE_WAREHOUSE') }}.tmp"}
      attach:
        - path: "{{ env_var('BITCOIN_PIPELINE_WAREHOUSE') }}"
          alias: lake
          options: {row_group_size: ${rowGroupRows}}
      plugins:
        - module: rows_scanned
`;

const Statement = t.type({
  node: t.union([t.string, t.null]),
  ms: t.number,
  scans: t.array(t.tuple([t.string, t.number])),
});
const Peak = t.type({ peak_kib: t.number });
const Noted = t.union([Statement, Peak]);

/** All that one model reads of one table. */
export interface Scan {
  readonly model: string;
  /** `silver.lines` */
  readonly table: string;
  /** How often it is read. */
  readonly times: number;
  /** Of all times. */
  readonly rows: number;
}

/** The project as it is, with a connection that counts. The warehouse must be called `lake`. */
export interface MeasuredProject {
  readonly worker: DbtWorker;
  /** What was read since this was asked last. */
  readonly scans: () => ReadonlyArray<Scan>;
  /** Ends the worker; its peak of memory in MiB. */
  readonly stop: () => Promise<number>;
}

export const measuredProject = async (
  folder: string,
  warehouse: string,
  rowGroupRows: number,
): Promise<MeasuredProject> => {
  const projectDir = join(folder, 'dbt');
  cpSync(dbtProject, projectDir, { recursive: true });
  cpSync(join(import.meta.dirname, 'rows_scanned.py'), join(projectDir, 'rows_scanned.py'));
  const own = readFileSync(join(projectDir, 'profiles.yml'), 'utf8');
  const [, memoryLimit] = /memory_limit: (\S+)/.exec(own) ?? [];
  if (memoryLimit === undefined) throw new Error('profiles.yml has no memory_limit');
  writeFileSync(join(projectDir, 'profiles.yml'), profile(rowGroupRows, memoryLimit));
  const scansFile = join(folder, 'scans.ndjson');
  process.env['BITCOIN_PIPELINE_SCANS'] = scansFile;
  process.env['PYTHONPATH'] = projectDir;
  const worker = right(
    await startDbtWorker({
      python: dbtPython(),
      projectDir,
      warehouse,
      targetDir: join(folder, 'target'),
    }),
  );
  let read = 0;
  const news = (): ReadonlyArray<t.TypeOf<typeof Noted>> => {
    if (!existsSync(scansFile)) return [];
    const lines = readFileSync(scansFile, 'utf8').trimEnd().split('\n');
    const fresh = lines.slice(read);
    read = lines.length;
    return fresh.map((line) => right(Noted.decode(JSON.parse(line))));
  };
  return {
    worker,
    scans: () => byModel(news().filter(Statement.is)),
    stop: async () => {
      await worker.stop();
      const peak = news().find(Peak.is);
      return Math.round((peak?.peak_kib ?? Number.NaN) / 1024);
    },
  };
};

/** Tables of a run by themselves are left out. */
const byModel = (statements: ReadonlyArray<t.TypeOf<typeof Statement>>): ReadonlyArray<Scan> => {
  const found = new Map<string, Scan>();
  for (const { node, scans } of statements)
    for (const [name, rows] of scans) {
      if (!name.startsWith('lake.')) continue;
      const table = name.slice('lake.'.length);
      const model = node?.split('.')[2] ?? 'dbt itself';
      const known = found.get(`${model} ${table}`) ?? { model, table, times: 0, rows: 0 };
      found.set(`${model} ${table}`, { ...known, times: known.times + 1, rows: known.rows + rows });
    }
  return [...found.values()];
};
