import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LakeIdentity } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { failure, type CliFault } from './command.ts';
import { programDir } from './program.ts';

/** Where one run keeps its data. */
export interface Places {
  readonly lake: string;
  /** The DuckDB file; the copy that readers hold open lies beside it. */
  readonly warehouse: string;
  /** The poller's memory. */
  readonly state: string;
  /** Lines on their way to the lake, and what listeners leave to those that come after them. */
  readonly spool: string;
}

/** Beside each other, named by network and class, so that simulated data never meets real data. */
export const placesFor = (
  { network, originClass }: LakeIdentity,
  given: { readonly lake?: string | undefined; readonly state?: string | undefined },
): Places => {
  const folder = originClass === 'real' ? network : `${network}-${originClass}`;
  const lake = (given.lake ?? join('data', folder, 'lake')).replace(/(?<=[^:])[/\\]+$/, '');
  return {
    lake,
    warehouse: `${lake}.duckdb`,
    state: given.state ?? `${lake}.poller.json`,
    spool: `${lake}.spool`,
  };
};

/** The Python that the set-up made, or the one that the environment names. */
export const pythonPath = (): E.Either<CliFault, string> => {
  const given = process.env['BITCOIN_PIPELINE_PYTHON'] ?? '';
  const made = ['bin/python', 'Scripts/python.exe'].map((path) => join(programDir, '.venv', path));
  const python = (given === '' ? made : [given]).find((path) => existsSync(path));
  if (python !== undefined) return E.right(python);
  return E.left(
    failure(
      given === ''
        ? 'the Python environment with dbt is not set up; run npm start or npm test once, which make it'
        : `there is no Python at ${given}, which BITCOIN_PIPELINE_PYTHON names; name one that has dbt, or unset it`,
    ),
  );
};
