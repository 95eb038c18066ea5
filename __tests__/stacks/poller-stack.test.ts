import { describe, expect, it } from 'vitest';
import { readConfig } from '../../poller/config.ts';
import { deploymentWith } from '../support/stacks/deployment.ts';
import { synthesise, theOne } from '../support/stacks/synthesised.ts';

const all = synthesise();
const withoutReserve = synthesise(deploymentWith({ pollerReservedConcurrency: 'none' }));

describe('poller', () => {
  const poller = all['poller'];
  const called = theOne(poller, 'aws_lambda_function');

  it('is told variables that its codec knows, every one', () => {
    const { variables } = called['environment'] as { readonly variables: Record<string, string> };
    expect(readConfig({ ...variables, AWS_REGION: 'eu-west-1' })).toMatchObject({
      _tag: 'Right',
      right: { bucket: 'bitcoin-pipeline-prod-lake-111122223333', network: 'mainnet' },
    });
  });

  it('runs once a minute, alone, and never late', () => {
    expect(called).toMatchObject({
      runtime: 'nodejs24.x',
      architectures: ['arm64'],
      timeout: 10,
      reserved_concurrent_executions: 1,
    });
    expect(theOne(poller, 'aws_scheduler_schedule')).toMatchObject({
      schedule_expression: 'rate(1 minute)',
      target: { retry_policy: { maximum_event_age_in_seconds: 60, maximum_retry_attempts: 0 } },
    });
    expect(theOne(poller, 'aws_lambda_function_event_invoke_config')).toMatchObject({
      maximum_event_age_in_seconds: 60,
      maximum_retry_attempts: 0,
    });
    expect(theOne(withoutReserve['poller'], 'aws_lambda_function')).not.toHaveProperty(
      'reserved_concurrent_executions',
    );
  });

  it('leaves what failed in one queue, the calls that were not made as well', () => {
    const queue = '${aws_sqs_queue.failures.arn}';
    expect(theOne(poller, 'aws_lambda_function_event_invoke_config')).toMatchObject({
      destination_config: { on_failure: { destination: queue } },
    });
    expect(theOne(poller, 'aws_scheduler_schedule')).toMatchObject({
      target: { dead_letter_config: { arn: queue } },
    });
  });
});
