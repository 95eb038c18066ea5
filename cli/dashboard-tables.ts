import * as E from 'fp-ts/lib/Either.js';
import type { WarehouseState } from '../dashboard/server/ports.ts';
import { serveFileOf } from '../warehouse/publish.ts';
import type { QueryPort } from '../warehouse/query-port.ts';
import { openReader } from '../warehouse/reader.ts';
import { remembered } from '../warehouse/remembered.ts';
import { snowflakeConfigOf, snowflakeVariables } from '../warehouse/snowflake/config.ts';
import { openSnowflake } from '../warehouse/snowflake/reader.ts';
import { placesFor, type Places } from './places.ts';

/** How often it is looked whether there is a newer build; of Snowflake that resumes no warehouse. */
const LOOK_EVERY_MS = { duckdb: 5_000, snowflake: 60_000 } as const;

export const tablesOptions = {
  history: { type: 'string', default: 'duckdb' },
  warehouse: { type: 'string' },
  lake: { type: 'string' },
} as const;

export const tablesHelp = `  --history WHERE   where the past is read: duckdb (default) or snowflake
  --warehouse FILE  with duckdb: the published copy, such as data/mainnet/lake.serve.duckdb
  --lake DIR        with duckdb: the lake beside which it lies (default data/<network>/lake)

With --history snowflake these variables say how it is asked:
${Object.entries(snowflakeVariables)
  .map(([name, what]) => `  ${name.padEnd(46)} ${what}`)
  .join('\n')}`;

/** Finished tables that somebody else builds. */
export interface FinishedTables {
  readonly port: QueryPort;
  /** In words, for who started it. */
  readonly where: string;
  /**
   * Where the transactions of a moment are: in Snowflake with all else; of DuckDB in the warehouse itself, where that
   * lies beside its lake, and not in the copy for readers.
   */
  readonly moments: Pick<Places, 'lake' | 'warehouse'> | 'snowflake' | null;
  /** Tells what is known of the newest build, now and whenever that changes; returns the way to stop. */
  readonly follow: (told: (state: Partial<WarehouseState>) => void) => () => void;
}

type Given = {
  readonly history: string;
  readonly warehouse?: string | undefined;
  readonly lake?: string | undefined;
};

const following =
  (port: QueryPort, everyMs: number): FinishedTables['follow'] =>
  (told) => {
    let last = '';
    const look = async (): Promise<void> => {
      const build = await port.buildOf();
      const state: Partial<WarehouseState> = E.isRight(build)
        ? { status: 'ready', builtAt: build.right.builtAt, message: null }
        : { status: 'failed', message: build.left.message };
      const text = JSON.stringify(state);
      if (text === last) return;
      last = text;
      told(state);
    };
    void look();
    const timer = setInterval(() => void look(), everyMs);
    return () => clearInterval(timer);
  };

const inSnowflake = async (
  environment: NodeJS.ProcessEnv,
): Promise<E.Either<ReadonlyArray<string>, FinishedTables>> => {
  const config = await snowflakeConfigOf(environment);
  if (E.isLeft(config)) return config;
  const everyMs = LOOK_EVERY_MS.snowflake;
  const port = remembered(openSnowflake(config.right), { buildGoodForMs: everyMs });
  const where = `Snowflake, database ${config.right.database} of ${config.right.account}`;
  return E.right({ port, where, moments: 'snowflake', follow: following(port, everyMs) });
};

/** Where the past is read, or everything that is wrong with the choice, a sentence each. */
export const finishedTables = async (
  given: Given,
  network: string,
  environment: NodeJS.ProcessEnv,
): Promise<E.Either<ReadonlyArray<string>, FinishedTables>> => {
  const { history, lake, warehouse } = given;
  if (history === 'snowflake') {
    return lake === undefined && warehouse === undefined
      ? inSnowflake(environment)
      : E.left(['--history snowflake takes neither --lake nor --warehouse']);
  }
  if (history !== 'duckdb')
    return E.left([`--history takes duckdb or snowflake, not "${history}"`]);
  if (lake !== undefined && warehouse !== undefined)
    return E.left(['--warehouse and --lake name the same thing: give one of them']);
  const places = placesFor({ network, originClass: 'real' }, { lake, state: undefined });
  const file = warehouse ?? serveFileOf(places.warehouse);
  const port = openReader(file);
  return E.right({
    port,
    where: file,
    moments: warehouse === undefined ? places : null,
    follow: following(port, LOOK_EVERY_MS.duckdb),
  });
};
