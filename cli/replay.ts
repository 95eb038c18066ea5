import * as E from 'fp-ts/lib/Either.js';
import { openLake, readIdentity } from '../lake/identity.ts';
import { replayLake, type ReplayReport } from '../lake/replay.ts';
import { failure, readOptions, type CliFault, type Command } from './command.ts';
import { networkOf } from './common-options.ts';
import { placesFor } from './places.ts';
import { newId, sha256, version } from './program.ts';
import { progressEvery } from './progress.ts';
import { print, printJson, say } from './say.ts';

const listed = (counts: Readonly<Record<string, number>>): string => {
  const each = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
  return each.length === 0 ? '' : ` (${each.join(', ')})`;
};

const inWords = (report: ReplayReport): string => {
  const { found, decoded, stillRejected, alreadyTried, incomplete, byEvent, byReason } = report;
  return [
    `${found} refused fragments in the lake`,
    `${decoded} decoded${listed(byEvent)}`,
    `${stillRejected} still rejected${listed(byReason)}`,
    `${alreadyTried} tried before`,
    ...(incomplete === 0 ? [] : [`${incomplete} with a part missing, left for later`]),
    `${report.files} new objects`,
  ].join('\n');
};

/** Whether the lake is there, and of the network that was asked for; of whatever class. */
const checked = async (
  lake: string,
  network: string | undefined,
): Promise<E.Either<CliFault, void>> => {
  const identity = await readIdentity(lake);
  if (E.isLeft(identity)) return E.left(failure(identity.left.message));
  if (network === undefined) return E.right(undefined);
  const same = await openLake(lake, { ...identity.right, network });
  return E.isLeft(same) ? E.left(failure(same.left.message)) : E.right(undefined);
};

export const replay: Command = {
  name: 'replay',
  summary: "quarantined fragments through today's codecs",
  help: `Usage: bitcoin-pipeline replay [--lake DIR] [--network NAME] [--json]

What decodes now is written to the lake as new objects, under the ids of the lines that were
refused; what is still bad is marked as tried. Nothing is changed or removed, and a second
replay by the same program finds nothing to do. The tables follow with the next load.

  --lake DIR        the lake (default data/<network>/lake)
  --network NAME    refuse a lake of another network (default: mainnet without --lake, else any)
  --json            one JSON document on standard output

Examples:
  bitcoin-pipeline replay --lake out/lake
  bitcoin-pipeline replay --network signet --json`,
  run: async (args) => {
    const options = readOptions(args, {
      lake: { type: 'string' },
      network: { type: 'string' },
      json: { type: 'boolean' },
    });
    if (E.isLeft(options)) return options;
    const { lake: given, json } = options.right;
    const network = networkOf(options.right.network ?? 'mainnet');
    if (E.isLeft(network)) return network;
    const { lake } = placesFor(
      { network: network.right, originClass: 'real' },
      { lake: given, state: undefined },
    );
    const wanted = given === undefined ? network.right : options.right.network;
    const lakeIs = await checked(lake, wanted);
    if (E.isLeft(lakeIs)) return lakeIs;

    const by = { producerId: newId(), producerVersion: version, sha256 };
    const report = await replayLake(
      lake,
      by,
      progressEvery(2_000, (done, total) => say(`${done} of ${total} fragments replayed`)),
    );
    if (E.isLeft(report)) return E.left(failure(report.left.message));
    if (json === true) printJson(report.right);
    else print(inWords(report.right));
    return E.right(undefined);
  },
};
