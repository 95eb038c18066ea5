import * as E from 'fp-ts/lib/Either.js';
import type { StreamName } from '@bitcoin-pipeline/model';
import { hushWordOnNode } from '../lake/aws/quiet.ts';
import { chooseRegion, type ChosenRegion } from '../lake/aws/region.ts';
import { spoolBytesOf, type ListenerConfig } from '../listener/config.ts';
import { failure, type CliFault } from './command.ts';
import type { Way } from './ingest.ts';
import { intoFolder } from './into-folder.ts';

type ToFirehose = Extract<ListenerConfig['end'], { to: 'firehose' }>;

const intoFirehose = async (
  { streams, region: configured, endpoint, flushSeconds }: ToFirehose,
  told: (region: ChosenRegion) => void,
): Promise<E.Either<CliFault, Way['end']>> => {
  const chosen = await chooseRegion({ configured: configured ?? undefined, env: process.env });
  if (E.isLeft(chosen)) return E.left(failure(chosen.left));
  told(chosen.right);
  hushWordOnNode();
  // the client of AWS takes its time to load; who writes to a folder needs none
  const { firehoseClient } = await import('../lake/ends/firehose-client.ts');
  const { firehoseEnd, firehoseRoll } = await import('../lake/ends/firehose.ts');
  const { region } = chosen.right;
  return E.right(
    firehoseEnd({
      client: firehoseClient({ region, ...(endpoint === null ? {} : { endpoint }) }),
      names: new Map(Object.entries(streams) as Array<[StreamName, string]>), // the codec's keys
      roll: { ...firehoseRoll, ageMs: flushSeconds * 1000 },
    }),
  );
};

/** Where a listener's lines go, by its configuration, and where they wait on the way. */
export const endOf = async (
  config: ListenerConfig,
  told: (region: ChosenRegion) => void,
): Promise<E.Either<CliFault, Way>> => {
  const { end, network, spool } = config;
  const limitBytes = spoolBytesOf(config);
  if (end.to === 'folder')
    return intoFolder({ lake: end.lake, spool }, { network, originClass: 'real' }, limitBytes);
  const opened = await intoFirehose(end, told);
  return E.map((firehose: Way['end']) => ({ end: firehose, spool: { dir: spool, limitBytes } }))(
    opened,
  );
};
