import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LakeIdentity } from '@bitcoin-pipeline/model';
import { programDir } from './program.ts';

/** Where one run keeps its data. */
export interface Places {
  readonly lake: string;
  /** The DuckDB file; the copy that readers hold open lies beside it. */
  readonly warehouse: string;
  /** The poller's memory. */
  readonly state: string;
}

/** Beside each other, named by network and class, so that simulated data never meets real data. */
export const placesFor = (
  { network, originClass }: LakeIdentity,
  given: { readonly lake?: string | undefined; readonly state?: string | undefined },
): Places => {
  const folder = originClass === 'real' ? network : `${network}-${originClass}`;
  const lake = (given.lake ?? join('data', folder, 'lake')).replace(/[/\\]+$/, '');
  return { lake, warehouse: `${lake}.duckdb`, state: given.state ?? `${lake}.poller.json` };
};

/** The Python that the set-up made; null where it has not run. */
export const pythonPath = (): string | null => {
  const given = process.env['BITCOIN_PIPELINE_PYTHON'];
  if (given !== undefined && given !== '') return given;
  const made = ['bin/python', 'Scripts/python.exe'].map((path) => join(programDir, '.venv', path));
  return made.find((path) => existsSync(path)) ?? null;
};
