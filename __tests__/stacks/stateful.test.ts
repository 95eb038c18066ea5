import { describe, expect, it } from 'vitest';
import { placedIn, synthesise, type Placed } from '../support/stacks/synthesised.ts';

/**
 * What holds data, by stack: the engine knows it by these addresses. One that is gone, or has another name, would be
 * destroyed by the next apply; one that is new belongs here as well.
 */
const kept = [
  'account aws_iam_openid_connect_provider.github',
  'storage aws_s3_bucket.lake',
  'storage aws_s3_bucket_versioning.lake_versioning',
  'tables snowflake_database.database',
  'tables snowflake_schema.schema_gold',
  'tables snowflake_schema.schema_raw',
  'tables snowflake_schema.schema_silver',
  'tables snowflake_schema.schema_staging',
  'tables snowflake_table.raw_block_metadata',
  'tables snowflake_table.raw_conversions',
  'tables snowflake_table.raw_feed_health',
  'tables snowflake_table.raw_mempool_block',
  'tables snowflake_table.raw_quarantine',
];

/** Holds what is durable and not yet in the lake: a destroy may take it, and leaves a snapshot. */
const withSnapshot = ['listener aws_ebs_volume.spool'];

/** Made anew from the sources at any time. */
const destroyable = ['listener aws_s3_bucket.artifacts'];

/** Types of which everything holds data. */
const holdsData = new Set([
  'aws_dynamodb_table',
  'aws_ebs_volume',
  'aws_efs_file_system',
  'aws_iam_openid_connect_provider',
  'aws_s3_bucket',
  'aws_s3_bucket_versioning',
  'snowflake_database',
  'snowflake_schema',
  'snowflake_table',
]);

const nameOf = ({ stack, address }: Placed): string => `${stack} ${address}`;
const isGuarded = ({ resource }: Placed): boolean =>
  (resource['lifecycle'] as { readonly prevent_destroy?: boolean } | undefined)?.prevent_destroy ===
  true;

describe('what holds data', () => {
  const all = placedIn(synthesise());

  it('has the addresses it always had, each guarded against being destroyed', () => {
    expect(all.filter(isGuarded).map(nameOf).toSorted()).toStrictEqual(kept);
  });

  it('is all on the lists', () => {
    const found = all.filter(({ type }) => holdsData.has(type)).map(nameOf);
    expect(found.toSorted()).toStrictEqual([...kept, ...withSnapshot, ...destroyable].toSorted());
  });

  it('has an address of its own words, whatever constructs it lies in', () => {
    const pinned = all.filter((each) => [...kept, ...withSnapshot].includes(nameOf(each)));
    for (const { address } of pinned) expect(address).not.toMatch(/_[0-9A-F]{8}$/);
  });

  it('leaves a snapshot where it may be destroyed', () => {
    const volumes = all.filter((each) => withSnapshot.includes(nameOf(each)));
    expect(volumes.map(({ resource }) => resource['final_snapshot'])).toStrictEqual([true]);
  });

  it('is emptied by no destroy, but the artifacts', () => {
    const forced = all.filter(({ resource }) => resource['force_destroy'] === true);
    expect(forced.map(nameOf)).toStrictEqual(destroyable);
  });

  it('lies apart from what workflows may destroy', () => {
    const stacks = new Set(all.filter(isGuarded).map(({ stack }) => stack));
    expect([...stacks].toSorted()).toStrictEqual(['account', 'storage', 'tables']);
  });
});
