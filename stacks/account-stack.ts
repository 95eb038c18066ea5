import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider/index.js';
import type { Construct } from './cdktf.ts';
import { AwsStack } from './constructs/aws-stack.ts';
import type { StackProps } from './constructs/environment-stack.ts';
import { kept, pinned } from './constructs/stateful.ts';
import { AWS_AUDIENCE } from './identity/trust.ts';
import { GITHUB_ISSUER } from './names.ts';

/** What an account has once, whatever environments are in it. Applied by who sets the account up, never destroyed. */
export class AccountStack extends AwsStack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    pinned(
      new IamOpenidConnectProvider(this, 'github', {
        url: `https://${GITHUB_ISSUER}`,
        clientIdList: [AWS_AUDIENCE],
        lifecycle: kept, // every environment's workflows come in by it
      }),
      'github',
    );
  }
}
