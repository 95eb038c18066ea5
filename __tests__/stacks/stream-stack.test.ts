import { describe, expect, it } from 'vitest';
import { ofType, statementsOf, synthesise } from '../support/stacks/synthesised.ts';

const all = synthesise();

describe('stream', () => {
  const deliveries = ofType(all['stream'], 'aws_kinesis_firehose_delivery_stream');

  it('writes errors where no pipe looks', () => {
    const prefixes = deliveries.map(
      (each) => each['extended_s3_configuration'] as { readonly error_output_prefix: string },
    );
    for (const { error_output_prefix: prefix } of prefixes)
      expect(prefix).toMatch(/^firehose-errors\//);
  });

  it('compresses, and buffers as the configuration says', () => {
    for (const each of deliveries)
      expect(each['extended_s3_configuration']).toMatchObject({
        compression_format: 'GZIP',
        file_extension: '.ndjson.gz',
        buffering_interval: 60,
        buffering_size: 128,
      });
  });

  it('may write under its own prefix and no other', () => {
    const policies = ofType(all['stream'], 'aws_iam_role_policy');
    const put = policies.map(
      ({ policy }) =>
        statementsOf(policy).find(({ actions }) => actions.includes('s3:PutObject'))?.resources,
    );
    expect(put).toHaveLength(5);
    expect(new Set(put.flat()).size).toBe(10);
  });
});
