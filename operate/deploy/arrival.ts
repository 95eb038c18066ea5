import { rawTables, type RawTable, type StreamName } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { bufferOf } from '../../stacks/stream-buffer.ts';
import type { Asked } from '../options.ts';
import type { WarehouseLook } from '../outside/warehouse.ts';
import { until } from '../wait.ts';
import { talkingStreams, type Talking } from './talking.ts';

const tableOf = (stream: StreamName): RawTable => {
  const table = rawTables.find((each) => each.stream === stream);
  if (table === undefined) throw new Error(`the model has no raw table of ${stream}`);
  return table;
};

/** Left: what did not come. @param begunMs when the first was waited for: they come beside each other */
const inLake = async (
  { deployment, outside, machine }: Asked,
  { stream, withinMs }: Talking,
  sinceMs: number,
  begunMs: number,
): Promise<E.Either<string, void>> => {
  const lateMs = begunMs + withinMs + bufferOf(deployment).seconds * 1000;
  const waitMs = lateMs + machine.pace.arrivesWithinMs - machine.nowMs();
  const seen = await until(() => outside.lake.delivered(stream, sinceMs), waitMs, machine);
  return seen === null ? E.left(`no object of ${stream} came into the lake`) : E.right(undefined);
};

const inTable = async (
  { machine, names }: Asked,
  warehouse: WarehouseLook,
  { stream }: Talking,
  sinceMs: number,
): Promise<E.Either<string, void>> => {
  const table = tableOf(stream);
  const seen = await until(
    async () => {
      const loadedMs = await warehouse.newestLoad(table, names.deliveryStream(stream));
      if (E.isLeft(loadedMs)) return loadedMs;
      return loadedMs.right !== null && loadedMs.right > sinceMs ? E.right(undefined) : null;
    },
    machine.pace.arrivesWithinMs,
    machine,
  );
  if (seen === null) return E.left(`no line of ${stream} was loaded into ${table.name}`);
  return E.mapLeft(({ message }: { readonly message: string }) => `${table.name}: ${message}`)(
    seen,
  );
};

/**
 * Waits until each stream that is to talk has come: into the lake, and from there into its raw table. Left: the first
 * that did not.
 */
export const arrived = async (
  asked: Asked,
  warehouse: WarehouseLook,
  sinceMs: number,
): Promise<E.Either<string, ReadonlyArray<StreamName>>> => {
  const talking = talkingStreams(asked.deployment);
  const begunMs = asked.machine.nowMs();
  for (const each of talking) {
    const lake = await inLake(asked, each, sinceMs, begunMs);
    if (E.isLeft(lake)) return lake;
    const table = await inTable(asked, warehouse, each, sinceMs);
    if (E.isLeft(table)) return table;
    asked.machine.say(`${each.stream}: in the lake and in its table`);
  }
  return E.right(talking.map(({ stream }) => stream));
};
