import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic/index.js';
import { NotificationIntegration } from '@cdktf/provider-snowflake/lib/notification-integration/index.js';
import type { Construct } from '../cdktf.ts';
import type { StackProps } from '../constructs/environment-stack.ts';
import { Role } from '../constructs/role.ts';

const ROLE = 'snowflake-errors';

/** A topic into which the pipes tell of files that they could not load. Without a cycle as in `lake-stage.ts`. */
export const errorIntegration = (
  scope: Construct,
  { names }: StackProps,
): NotificationIntegration => {
  const topic = new SnsTopic(scope, 'pipe-errors', { name: names.pipeErrors });
  const integration = new NotificationIntegration(scope, 'error-integration', {
    name: names.errorIntegration,
    enabled: true,
    notificationProvider: 'AWS_SNS',
    awsSnsTopicArn: topic.arn,
    awsSnsRoleArn: names.roleArn(ROLE),
  });
  new Role(scope, 'error-role', {
    names,
    name: ROLE,
    description: 'Snowflake tells of files that pipes could not load',
    trust: [
      {
        principals: { AWS: integration.awsSnsIamUserArn },
        actions: ['sts:AssumeRole'],
        conditions: { StringEquals: { 'sts:ExternalId': integration.awsSnsExternalId } },
      },
    ],
    may: [{ actions: ['sns:Publish'], resources: [names.pipeErrorsArn] }],
  });
  return integration;
};
