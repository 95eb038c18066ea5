import type { Statement } from '../constructs/policy.ts';
import type { Names } from '../names.ts';

/** The services that roles of ours are for. */
const services = ['ec2', 'firehose', 'lambda', 'scheduler'].map((name) => `${name}.amazonaws.com`);

/**
 * To make roles: below the boundary, which nobody who deploys can change or take off; and to hand them to services.
 * The deploying roles themselves lie below another path.
 */
export const roleWrites = ({ names }: { readonly names: Names }): ReadonlyArray<Statement> => [
  {
    actions: ['iam:CreateRole', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'],
    resources: [names.runtimeRolesArn],
    conditions: { StringEquals: { 'iam:PermissionsBoundary': names.boundaryArn } },
  },
  {
    actions: ['iam:PassRole'],
    resources: [names.runtimeRolesArn],
    conditions: { StringEquals: { 'iam:PassedToService': services } },
  },
];
