import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy/index.js';
import { TerraformResource, type Construct, type TerraformStack } from './cdktf.ts';
import { AwsStack } from './constructs/aws-stack.ts';
import type { StackProps } from './constructs/environment-stack.ts';
import { policyJson, type Statement } from './constructs/policy.ts';
import { boundary } from './identity/boundary.ts';
import { deployRole } from './identity/deploy-role.ts';
import { operations } from './identity/operations.ts';
import { merged, statementsFor, type Manner } from './identity/statements.ts';
import { stateOf } from './identity/state.ts';

export interface IdentityStackProps extends StackProps {
  /** What workflows apply. */
  readonly deployed: ReadonlyArray<TerraformStack>;
  /** Those of them that workflows may destroy. */
  readonly destroyable: ReadonlyArray<TerraformStack>;
}

const typesIn = (stack: TerraformStack): ReadonlyArray<string> => {
  const types = stack.node
    .findAll()
    .filter((each) => TerraformResource.isTerraformResource(each))
    .map(({ terraformResourceType }) => terraformResourceType);
  return [...new Set(types)].toSorted();
};

const idOf = ({ node }: TerraformStack): string => node.id;

/**
 * Who may deploy, and what at most may be deployed. Applied by who sets the environment up, never by a workflow, which
 * could give itself more; never part of a destroy. What the roles may do follows from what the stacks have.
 */
export class IdentityStack extends AwsStack {
  readonly #props: IdentityStackProps;

  constructor(scope: Construct, id: string, props: IdentityStackProps) {
    super(scope, id, props);
    this.#props = props;
    const { names, deployed, destroyable } = props;
    new IamPolicy(this, 'boundary', {
      name: names.boundary,
      description: 'What a role of this environment may be allowed at most',
      policy: policyJson(boundary(names)),
    });
    deployRole(this, {
      ...props,
      duty: 'plan',
      description: 'Compares what is there with what is written down',
      may: merged([...this.#on(deployed, 'look'), ...operations.plan(names)]),
    });
    deployRole(this, {
      ...props,
      duty: 'apply',
      description: 'Makes and changes what is written down',
      may: merged([...this.#on(deployed, 'write'), ...operations.apply(names)]),
    });
    deployRole(this, {
      ...props,
      duty: 'destroy',
      description: 'Removes what holds no data',
      may: merged([...this.#on(destroyable, 'remove'), ...operations.destroy(names)]),
    });
    this.#operate();
  }

  #on(stacks: ReadonlyArray<TerraformStack>, manner: Manner): ReadonlyArray<Statement> {
    const { deployment, names, destroyable } = this.#props;
    const { environment, vpcId } = deployment;
    const may = (stack: TerraformStack) =>
      statementsFor(typesIn(stack), manner, {
        names,
        environment,
        vpcId,
        isKept: !destroyable.includes(stack),
      });
    return merged([...stateOf(names, stacks.map(idOf), manner !== 'look'), ...stacks.flatMap(may)]);
  }

  #operate(): void {
    const { names } = this.#props;
    deployRole(this, {
      ...this.#props,
      duty: 'operate',
      description:
        'Stops and starts the listener, fills in the past, and takes a turn of the poller',
      may: operations.operate(names),
    });
  }
}
