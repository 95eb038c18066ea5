import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../listener/config-input.ts';
import { deploymentWith } from '../support/stacks/deployment.ts';
import { ofType, statementsOf, synthesise, theOne } from '../support/stacks/synthesised.ts';

const all = synthesise();

describe('listener', () => {
  const listener = all['listener'];
  const group = theOne(listener, 'aws_autoscaling_group');
  const launch = theOne(listener, 'aws_launch_template');

  it('is one at most, stopped and started by a number that no apply touches', () => {
    expect(group).toMatchObject({
      min_size: 0,
      max_size: 1,
      desired_capacity: 1,
      lifecycle: { ignore_changes: ['desired_capacity'] },
    });
  });

  it('is drained before it ends, and replaced for a new launch template', () => {
    expect(theOne(listener, 'aws_autoscaling_lifecycle_hook')).toMatchObject({
      lifecycle_transition: 'autoscaling:EC2_INSTANCE_TERMINATING',
    });
    expect(group).toMatchObject({
      launch_template: { version: '${aws_launch_template.launch.latest_version}' },
      instance_refresh: { preferences: { min_healthy_percentage: 0 } },
    });
  });

  it('asks metadata by version 2 alone, one hop far', () => {
    expect(launch['metadata_options']).toMatchObject({
      http_tokens: 'required',
      http_put_response_hop_limit: 1,
    });
    expect(launch).not.toHaveProperty('key_name');
  });

  const userDataOf = (stack: typeof listener): string =>
    Buffer.from(String(theOne(stack, 'aws_launch_template')['user_data']), 'base64').toString();

  it('gets its code by hash, in a script that EC2 takes and the engine leaves alone', () => {
    const script = userDataOf(listener);
    const { key } = theOne(listener, 'aws_s3_object') as { readonly key: string };
    expect(key).toMatch(/^listener\/[0-9a-f]{64}\.zip$/);
    expect(script).toContain(key);
    expect(Buffer.byteLength(script)).toBeLessThan(16 * 1024);
    expect(script).not.toMatch(/[$%]\{/);
  });

  it('is another instance where a variable is another', () => {
    const other = synthesise(deploymentWith({ listenerFlushSeconds: 3 }));
    expect(userDataOf(other['listener'])).not.toBe(userDataOf(listener));
  });

  it('has a spool where it runs', () => {
    expect(theOne(listener, 'aws_ebs_volume')).toMatchObject({
      availability_zone: 'eu-west-1a',
      encrypted: true,
      size: 2,
    });
  });

  const variables = Object.fromEntries(
    ofType(listener, 'aws_ssm_parameter').flatMap(({ name, value }) => {
      const variable = /\/environment\/(\w+)$/.exec(String(name))?.[1];
      return variable === undefined ? [] : [[variable, String(value)]];
    }),
  );

  it('is told variables that its codec knows, every one, and that go together', () => {
    const config = readConfig({}, variables, false);
    expect(config).toMatchObject({
      _tag: 'Right',
      right: {
        end: { to: 'firehose', region: 'eu-west-1' },
        url: 'https://mempool.space',
        log: 'json',
      },
    });
  });

  it('sends to the delivery streams that there are', () => {
    const config = readConfig({}, variables, false);
    const streams =
      E.isRight(config) && config.right.end.to === 'firehose' ? config.right.end.streams : {};
    const made = ofType(all['stream'], 'aws_kinesis_firehose_delivery_stream').map(
      ({ name }) => name,
    );
    expect(Object.values(streams).toSorted()).toStrictEqual(made.map(String).toSorted());
    const put = statementsOf(theOne(listener, 'aws_iam_role_policy')['policy']).find(
      ({ actions }) => actions.includes('firehose:PutRecordBatch'),
    );
    expect(put?.resources.map((arn) => arn.split('/').at(-1)).toSorted()).toStrictEqual(
      made.map(String).toSorted(),
    );
  });

  it('has its logs followed into groups that there are', () => {
    const agent = ofType(listener, 'aws_ssm_parameter').find(({ name }) =>
      String(name).endsWith('/agent'),
    );
    const groups = [...String(agent?.['value']).matchAll(/"log_group_name":"([^"]+)"/g)].map(
      ([, name]) => name,
    );
    const made = ofType(listener, 'aws_cloudwatch_log_group').map(({ name }) => name);
    expect(new Set(groups)).toStrictEqual(new Set(made));
    expect(String(agent?.['value'])).toContain(String(variables['BITCOIN_PIPELINE_METRICS_FILE']));
  });
});
