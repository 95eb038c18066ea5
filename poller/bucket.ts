import type { LakeIdentity } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import type { S3Options } from '../lake/aws/s3-client.ts';
import { s3Document } from '../lake/documents/s3.ts';
import { s3Store } from '../lake/ends/s3-store.ts';
import type { LakeFault } from '../lake/fault.ts';
import { openLakeIn } from '../lake/identity.ts';
import type { PollerLake } from './lake.ts';
import { stateStore } from './state/store.ts';

/** A bucket with its state beside the data. */
export const lakeInBucket = async (
  options: S3Options,
  identity: LakeIdentity,
): Promise<E.Either<LakeFault, PollerLake>> => {
  const place = {
    name: `s3://${options.bucket}`,
    document: s3Document({ ...options, key: 'lake.json' }),
    another: 'another bucket',
  };
  const key = `mempool-data/state/${identity.network}.json`;
  return E.map((): PollerLake => ({
    store: s3Store(options),
    states: stateStore(s3Document({ ...options, key }), identity),
  }))(await openLakeIn(place, identity));
};
