import { describe, expect, it } from 'vitest';
import { noWildcard } from '../../rehearsal/rules/no-wildcard.ts';
import { oneNotificationABucket } from '../../rehearsal/rules/one-notification.ts';
import { dataIsProtected } from '../../rehearsal/rules/protected.ts';
import type { Stack, StackJson } from '../../rehearsal/synthesised.ts';

const stack = (name: string, resource: NonNullable<StackJson['resource']>): Stack => ({
  name,
  folder: `stacks/${name}`,
  dependencies: [],
  json: { terraform: { required_providers: {} }, resource },
});
const bucketIn = (
  name: string,
  bucket: Readonly<Record<string, unknown>>,
): ReadonlyArray<Stack> => [stack(name, { aws_s3_bucket: { lake: bucket } })];

describe('what holds data is protected', () => {
  it.each([
    ['a protected bucket', 'storage', { lifecycle: { prevent_destroy: true } }],
    ['a bucket of no data, which says so', 'listener', { force_destroy: true }],
  ])('%s is', (_, name, bucket) => {
    expect(dataIsProtected.breaches(bucketIn(name, bucket))).toStrictEqual([]);
  });

  it.each([
    ['a bucket', 'storage', {}],
    ['a bucket elsewhere', 'stream', {}],
    ['a bucket whose protection is off', 'storage', { lifecycle: { prevent_destroy: false } }],
    ['a bucket of a kept stack that may be emptied', 'storage', { force_destroy: true }],
    [
      'a protected bucket of a kept stack that may be emptied',
      'storage',
      { force_destroy: true, lifecycle: { prevent_destroy: true } },
    ],
  ])('%s is not', (_, name, bucket) => {
    expect(dataIsProtected.breaches(bucketIn(name, bucket))).toStrictEqual([
      `${name}: aws_s3_bucket.lake holds data and can be destroyed; give it lifecycle.prevent_destroy, and no force_destroy`,
    ]);
  });

  it.each(['snowflake_database', 'snowflake_schema', 'snowflake_table'])(
    'nor is a bare %s',
    (type) => {
      expect(dataIsProtected.breaches([stack('tables', { [type]: { raw: {} } })])).toHaveLength(1);
    },
  );
});

describe('one notification a bucket', () => {
  const notification = (bucket: string) => ({
    aws_s3_bucket_notification: { arrivals: { bucket } },
  });

  it('takes one of each of two buckets', () => {
    const stacks = [stack('a', notification('one')), stack('b', notification('two'))];
    expect(oneNotificationABucket.breaches(stacks)).toStrictEqual([]);
  });

  it('refuses a second, also of another stack', () => {
    const stacks = [stack('a', notification('one')), stack('b', notification('one'))];
    expect(oneNotificationABucket.breaches(stacks)).toStrictEqual([
      'b: aws_s3_bucket_notification.arrivals is a second notification of the bucket one, and would replace the first; put both into one resource',
    ]);
  });
});

describe('no policy allows an action by a wildcard', () => {
  const place = 'stream: aws_iam_role_policy.may.policy';
  const breachesOf = (policy: string): ReadonlyArray<string> =>
    noWildcard.breaches([stack('stream', { aws_iam_role_policy: { may: { policy } } })]);
  const allows = (statement: object): string =>
    JSON.stringify({ Statement: [{ Effect: 'Allow', ...statement }] });

  it.each([
    ['named actions', allows({ Action: ['s3:PutObject', 's3:GetObject'], Resource: '*' })],
    [
      'one action',
      allows({ Action: 's3:PutObject', Resource: 'arn:aws:s3:::${aws_s3_bucket.lake.id}/*' }),
    ],
    [
      'what is denied',
      JSON.stringify({ Statement: { Effect: 'Deny', Action: 's3:*', Resource: '*' } }),
    ],
  ])('takes %s', (_, policy) => {
    expect(breachesOf(policy)).toStrictEqual([]);
  });

  it.each([
    ['*', ['*']],
    ['s3:*', 's3:*'],
    ['s3:Get*', ['s3:PutObject', 's3:Get*']],
  ])('refuses %s', (shown, Action) => {
    expect(breachesOf(allows({ Action, Resource: '*' }))).toStrictEqual([
      `${place} allows ${shown}; name the actions`,
    ]);
  });

  it('refuses all but some', () => {
    expect(breachesOf(allows({ NotAction: 's3:PutObject', Resource: '*' }))).toStrictEqual([
      `${place} allows all but some actions; name them`,
    ]);
  });

  it.each(['${jsonencode({Statement = []})}', '${data.aws_iam_policy_document.may.json}', '{}'])(
    'refuses what it cannot read: %s',
    (policy) => {
      expect(breachesOf(policy)).toStrictEqual([
        `${place} is no policy in JSON, so that nobody sees what it allows; write it out`,
      ]);
    },
  );

  it('takes a policy of no permission as none', () => {
    const queue = { redrive_policy: JSON.stringify({ maxReceiveCount: 3 }) };
    expect(noWildcard.breaches([stack('poller', { aws_sqs_queue: { queue } })])).toStrictEqual([]);
  });

  it('looks into blocks', () => {
    const role = { inline_policy: [{ name: 'may', policy: allows({ Action: '*' }) }] };
    expect(noWildcard.breaches([stack('stream', { aws_iam_role: { role } })])).toStrictEqual([
      'stream: aws_iam_role.role.inline_policy.policy allows *; name the actions',
    ]);
  });
});
