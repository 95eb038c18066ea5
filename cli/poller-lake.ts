import type { LakeIdentity } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { hushWordOnNode } from '../lake/aws/quiet.ts';
import { chooseRegion } from '../lake/aws/region.ts';
import type { LakeFault } from '../lake/fault.ts';
import { readIdentity } from '../lake/identity.ts';
import { lakeInFolder, type PollerLake } from '../poller/lake.ts';
import { addressSetting, shown } from '../sources/setting.ts';
import { failure, misuse, type CliFault } from './command.ts';
import { placesFor } from './places.ts';

/** Where the poller and a backfill write, beside `--lake`. */
export const lakeOptions = {
  state: { type: 'string' },
  bucket: { type: 'string' },
  region: { type: 'string' },
  endpoint: { type: 'string' },
} as const;

export const lakeHelp = `  --state FILE      what poller and backfill hold (default <lake>.poller.json)
  --bucket NAME     a bucket instead of a lake folder, with the state in it
  --region NAME     with --bucket: the AWS region (default: asked of the instance's metadata)
  --endpoint URL    with --bucket: another address of the service`;

const endpointSetting = addressSetting('http://127.0.0.1:4566');

interface Given {
  readonly lake?: string | undefined;
  readonly state?: string | undefined;
  readonly bucket?: string | undefined;
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
}

/** A lake that is open, and where it is. */
export interface OpenPollerLake extends PollerLake {
  /** Null: a bucket. */
  readonly folder: string | null;
}

const opened = (folder: string | null) =>
  E.bimap(
    ({ message }: { readonly message: string }) => failure(message),
    (lake: PollerLake): OpenPollerLake => ({ ...lake, folder }),
  );

/** What kind of data a lake that has to be there holds; a bucket's is told when it is opened. */
export const heldClassOf = async (
  network: string,
  { lake, bucket }: Pick<Given, 'lake' | 'bucket'>,
): Promise<E.Either<CliFault, LakeIdentity['originClass']>> => {
  if (bucket !== undefined) return E.right('real');
  const places = placesFor({ network, originClass: 'real' }, { lake, state: undefined });
  return E.bimap(
    ({ message }: LakeFault) => failure(message),
    ({ originClass }: LakeIdentity) => originClass,
  )(await readIdentity(places.lake));
};

/** The same, of a lake that need not be there: what is filled in later is of the same kind. */
export const classOf = async (
  network: string,
  given: Pick<Given, 'lake' | 'bucket'>,
): Promise<LakeIdentity['originClass']> =>
  E.getOrElse((): LakeIdentity['originClass'] => 'real')(await heldClassOf(network, given));

/** The lake folder or the bucket that the options name. */
export const pollerLakeOf = async (
  given: Given,
  identity: LakeIdentity,
): Promise<E.Either<CliFault, OpenPollerLake>> => {
  const { bucket, endpoint } = given;
  if (bucket === undefined) {
    if (given.region !== undefined || endpoint !== undefined)
      return E.left(misuse('--region and --endpoint go with --bucket'));
    const { lake, state } = placesFor(identity, { lake: given.lake, state: given.state });
    return opened(lake)(await lakeInFolder(lake, state, identity));
  }
  if (given.lake !== undefined || given.state !== undefined)
    return E.left(misuse('--bucket takes the place of --lake and --state'));
  if (endpoint !== undefined && E.isLeft(endpointSetting.codec.decode(endpoint)))
    return E.left(
      misuse(
        `--endpoint takes ${endpointSetting.takes}, without credentials, not ${shown(endpoint)}`,
      ),
    );
  const chosen = await chooseRegion({ configured: given.region, env: process.env });
  if (E.isLeft(chosen)) return E.left(failure(chosen.left));
  const { region } = chosen.right;
  hushWordOnNode();
  const { lakeInBucket } = await import('../poller/bucket.ts'); // the client of AWS takes its time to load
  return opened(null)(
    await lakeInBucket(
      { bucket, region, ...(endpoint === undefined ? {} : { endpoint }) },
      identity,
    ),
  );
};
