import { expect, it } from 'vitest';
import { describeWithEngine } from '../support/rehearsal/engine.ts';
import { fixture, type Fixture, type FixtureStack } from '../support/rehearsal/fixture.ts';
import { failuresOf } from '../support/rehearsal/rehearsed.ts';

const { storage, stream, warehouse } = fixture;
const { aws_kinesis_firehose_delivery_stream: firehose, aws_iam_role: role } = stream.resource;

/** The stacks with one that is otherwise. */
const withStack = (name: string, stack: FixtureStack): Fixture => ({ ...fixture, [name]: stack });
const withFirehose = (blocks: object): Fixture =>
  withStack('stream', {
    ...stream,
    resource: { ...stream.resource, aws_kinesis_firehose_delivery_stream: { blocks } },
  });

describeWithEngine('a mistake in the stacks is caught, by name', () => {
  it('an argument that is misspelt', async () => {
    const { name, ...rest } = firehose.blocks;
    expect(await failuresOf(withFirehose({ ...rest, name, destinaton: 's3' }))).toStrictEqual([
      expect.stringMatching(/^validate of stream: .*"destinaton"/),
    ]);
  });

  it('an argument that is misspelt in a block', async () => {
    const { extended_s3_configuration: block, ...rest } = firehose.blocks;
    const misspelt = { ...rest, extended_s3_configuration: { ...block, bufering_size: 64 } };
    expect(await failuresOf(withFirehose(misspelt))).toStrictEqual([
      expect.stringMatching(/^validate of stream: .*"bufering_size"/),
    ]);
  });

  it('a required argument that is missing', async () => {
    const { destination: _, ...rest } = firehose.blocks;
    expect(await failuresOf(withFirehose(rest))).toStrictEqual([
      expect.stringMatching(/^validate of stream: .*"destination" is required/),
    ]);
  });

  it('a required argument that is missing in a block', async () => {
    const { extended_s3_configuration: block, ...rest } = firehose.blocks;
    const { role_arn: _, ...without } = block;
    expect(
      await failuresOf(withFirehose({ ...rest, extended_s3_configuration: without })),
    ).toStrictEqual([expect.stringMatching(/^validate of stream: .*"role_arn" is required/)]);
  });

  it('a type that no binding knows', async () => {
    const stack = { resource: { aws_s3_bukket: { lake: { bucket: 'the-lake' } } } };
    expect(await failuresOf(withStack('storage', stack))).toStrictEqual([
      'the bindings of aws have no aws_s3_bukket',
    ]);
  });

  it('a secret that is told in an output', async () => {
    const told: FixtureStack = {
      ...stream,
      data: { ...stream.data, aws_ssm_parameter: { key: { name: '/key' } } },
      output: { key: { value: '${data.aws_ssm_parameter.key.value}' } },
    };
    expect(await failuresOf(withStack('stream', told))).toStrictEqual([
      expect.stringMatching(/^plan of stream: .*Output refers to sensitive values/),
    ]);
  });

  it('a bucket that is not protected', async () => {
    const { lifecycle: _, ...lake } = storage.resource.aws_s3_bucket.lake;
    const open = { resource: { ...storage.resource, aws_s3_bucket: { lake } } };
    expect(await failuresOf(withStack('storage', open))).toStrictEqual([
      'what holds data is protected of all: storage: aws_s3_bucket.lake holds data and can be destroyed; give it lifecycle.prevent_destroy, and no force_destroy',
    ]);
  });

  it('a second notification of a bucket', async () => {
    const { aws_s3_bucket_notification: first } = warehouse.resource;
    const second: FixtureStack = {
      ...stream,
      resource: {
        ...stream.resource,
        aws_s3_bucket_notification: { too: { bucket: first.arrivals.bucket } },
      },
    };
    expect(await failuresOf(withStack('stream', second))).toStrictEqual([
      'one notification a bucket of all: warehouse: aws_s3_bucket_notification.arrivals is a second notification of the bucket the-lake, and would replace the first; put both into one resource',
    ]);
  });

  it('an action that is allowed by a wildcard', async () => {
    const policy = JSON.stringify({
      Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::the-lake/*' }],
    });
    const wide: FixtureStack = {
      ...stream,
      resource: {
        ...stream.resource,
        aws_iam_role_policy: { delivery: { role: 'delivery', policy } },
      },
    };
    expect(await failuresOf(withStack('stream', wide))).toStrictEqual([
      'no policy allows an action by a wildcard of all: stream: aws_iam_role_policy.delivery.policy allows s3:*; name the actions',
    ]);
  });

  it('resources that need each other in a ring', async () => {
    const { delivery } = role;
    const ring: FixtureStack = {
      ...stream,
      resource: {
        ...stream.resource,
        aws_iam_role: {
          delivery: {
            ...delivery,
            description: '${aws_kinesis_firehose_delivery_stream.blocks.arn}',
          },
        },
      },
    };
    expect(await failuresOf(withStack('stream', ring))).toStrictEqual([
      expect.stringMatching(
        /^validate of stream: Cycle: .*aws_kinesis_firehose_delivery_stream\.blocks/,
      ),
    ]);
  });

  it('stacks that need each other in a ring', async () => {
    const ring = withStack('storage', { ...storage, needs: ['warehouse'] });
    expect(await failuresOf(ring)).toStrictEqual([
      'the stacks need each other in a ring: storage → warehouse → storage',
    ]);
  });

  it('a stack that needs one that is not there', async () => {
    expect(await failuresOf(withStack('storage', { ...storage, needs: ['state'] }))).toStrictEqual([
      'storage needs the stack state, which is not there',
    ]);
  });
});
