import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import type { Construct } from '../cdktf.ts';
import type { Names } from '../names.ts';
import { policyJson, type Statement } from './policy.ts';

export interface RoleProps {
  readonly names: Names;
  /** What its name has after that of the environment. */
  readonly name: string;
  readonly description: string;
  /** Who may take it. */
  readonly trust: ReadonlyArray<Statement>;
  /** What it may do; nothing else. */
  readonly may: ReadonlyArray<Statement>;
}

/** A role and what it may do, below the boundary that no role of ours passes. */
export class Role {
  readonly role: IamRole;
  /** To be waited for: a service that tries before it is there fails. */
  readonly policy: IamRolePolicy;
  readonly arn: string;

  constructor(scope: Construct, id: string, { names, name, description, trust, may }: RoleProps) {
    this.role = new IamRole(scope, id, {
      name: names.role(name),
      description,
      assumeRolePolicy: policyJson(trust),
      permissionsBoundary: names.boundaryArn,
    });
    this.policy = new IamRolePolicy(scope, `${id}-policy`, {
      name: 'what-it-calls',
      role: this.role.name,
      policy: policyJson(may),
    });
    this.arn = names.roleArn(name);
  }
}
