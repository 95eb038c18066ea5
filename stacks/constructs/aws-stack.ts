import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import type { Construct } from '../cdktf.ts';
import { EnvironmentStack, type StackProps } from './environment-stack.ts';

/** A stack in one account and region of AWS. Everything in it is tagged with the environment. */
export class AwsStack extends EnvironmentStack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const { deployment } = props;
    new AwsProvider(this, 'aws', {
      region: deployment.region,
      allowedAccountIds: [deployment.awsAccount],
      defaultTags: [
        { tags: { project: 'bitcoin-pipeline', environment: deployment.environment, stack: id } },
      ],
    });
  }
}
