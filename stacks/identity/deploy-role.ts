import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js';
import type { Construct } from '../cdktf.ts';
import type { StackProps } from '../constructs/environment-stack.ts';
import { policyJson, type Statement } from '../constructs/policy.ts';
import type { RoleDuty } from './subjects.ts';
import { trustOf } from './trust.ts';

export interface DeployRoleProps extends StackProps {
  readonly duty: RoleDuty;
  readonly description: string;
  readonly may: ReadonlyArray<Statement>;
}

const LONGEST_SESSION_SECONDS = 3600;
/** IAM takes no more, white space not counted. */
const LONGEST_POLICY = 6144;
const MOST_POLICIES = 10;

/** As few policies as hold them all. */
const policiesOf = (statements: ReadonlyArray<Statement>): ReadonlyArray<string> => {
  const parts: Array<ReadonlyArray<Statement>> = [];
  for (const statement of statements) {
    const last = parts.at(-1);
    const longer = [...(last ?? []), statement];
    if (last !== undefined && policyJson(longer).length <= LONGEST_POLICY)
      parts[parts.length - 1] = longer;
    else parts.push([statement]);
  }
  return parts.map(policyJson);
};

const refuseTooMuch = (duty: RoleDuty, policies: ReadonlyArray<string>): void => {
  if (policies.length > MOST_POLICIES)
    throw new Error(`${duty} has ${policies.length} policies; IAM takes ${MOST_POLICIES}`);
  const longest = Math.max(...policies.map(({ length }) => length));
  if (longest > LONGEST_POLICY)
    throw new Error(
      `${duty} has a statement of ${longest} characters; IAM takes ${LONGEST_POLICY}`,
    );
};

/** A role that a workflow takes. */
export const deployRole = (scope: Construct, props: DeployRoleProps): void => {
  const { deployment, names, duty, description, may } = props;
  const policies = policiesOf(may);
  refuseTooMuch(duty, policies);
  const role = new IamRole(scope, duty, {
    name: names.deployRole(duty),
    path: names.deployPath,
    description,
    maxSessionDuration: LONGEST_SESSION_SECONDS,
    assumeRolePolicy: policyJson([trustOf(duty, deployment, names)]),
  });
  policies.forEach((policy, index) => {
    const name = `${duty}-${index + 1}`;
    const { arn } = new IamPolicy(scope, name, {
      name: names.deployRole(name),
      path: names.deployPath,
      description,
      policy,
    });
    new IamRolePolicyAttachment(scope, `${name}-attached`, { role: role.name, policyArn: arn });
  });
};
