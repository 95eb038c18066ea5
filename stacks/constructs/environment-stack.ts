import { LocalBackend, S3Backend, TerraformStack, type Construct } from '../cdktf.ts';
import type { Deployment } from '../config/deployment.ts';
import type { Names } from '../names.ts';

/** What every stack has to know. */
export interface StackProps {
  readonly deployment: Deployment;
  readonly names: Names;
}

/** Works with every engine since 1.10, the first with lock files in a bucket. */
const ENGINE = '>= 1.10.0';

const keepState = (stack: TerraformStack, id: string, { deployment, names }: StackProps): void => {
  if (deployment.state === 'local') {
    // relative to the stack's folder in cdktf.out: beside it, so that a new synthesis leaves it alone
    new LocalBackend(stack, { path: `../../../.state/${names.stateKey(id)}` });
    return;
  }
  new S3Backend(stack, {
    bucket: names.state,
    key: names.stateKey(id),
    region: deployment.region,
    encrypt: true,
  });
  stack.addOverride('terraform.backend.s3.use_lockfile', true); // the binding is older than the setting
};

/** A stack with its state. */
export class EnvironmentStack extends TerraformStack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id);
    keepState(this, id, props);
    this.addOverride('terraform.required_version', ENGINE);
  }
}
