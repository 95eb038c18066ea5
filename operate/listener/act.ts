import * as E from 'fp-ts/lib/Either.js';
import { failure, misuse, type CliFault, type CliResult } from '../../cli/command.ts';
import type { MayGoOn } from '../hold/with-hold.ts';
import type { Asked } from '../options.ts';
import type { WarehouseLook } from '../outside/warehouse.ts';
import { ListenerRecord, readRecord, writeRecord } from '../records.ts';

/** What an act on the listener is given. */
interface Acting {
  readonly asked: Asked;
  readonly reason: string;
  readonly warehouse: WarehouseLook;
  readonly mayGoOn: MayGoOn;
}

export type Act = (acting: Acting) => Promise<CliResult>;

/** Left: there is nothing to act on. */
export const groupIsThere = async ({ outside }: Asked): Promise<E.Either<CliFault, void>> =>
  (await outside.group.read()) === null
    ? E.left(misuse(`there is no group ${outside.group.name}: deploy the stack listener first`))
    : E.right(undefined);

/** What was done before; null: nothing. */
export const lastAct = async ({
  outside,
}: Asked): Promise<E.Either<CliFault, ListenerRecord | null>> =>
  E.mapLeft((message: string) => failure(message))(
    await readRecord(outside.records('listener'), ListenerRecord),
  );

/** Where `status` finds it again, and the next start. */
export const recordAct = async (
  { outside, who, machine }: Asked,
  act: Pick<ListenerRecord, 'act' | 'reason' | 'endedAt' | 'linesLeft'>,
): Promise<CliResult> => {
  const record: ListenerRecord = { ...act, who, at: new Date(machine.nowMs()).toISOString() };
  return E.mapLeft((message: string) => failure(`the reason was not recorded: ${message}`))(
    await writeRecord(outside.records('listener'), record),
  );
};
