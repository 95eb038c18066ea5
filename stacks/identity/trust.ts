import type { Deployment } from '../config/deployment.ts';
import type { Statement } from '../constructs/policy.ts';
import { GITHUB_ISSUER, type Names } from '../names.ts';
import { subjectsOf, type RoleDuty } from './subjects.ts';

/** What tokens must be made for that AWS takes. */
export const AWS_AUDIENCE = 'sts.amazonaws.com';

/** Who may take the role of a duty: who shows a token of the repository itself, for AWS, of exactly one of these subjects. */
export const trustOf = (duty: RoleDuty, deployment: Deployment, names: Names): Statement => ({
  principals: { Federated: names.oidcProviderArn },
  actions: ['sts:AssumeRoleWithWebIdentity'],
  conditions: {
    StringEquals: {
      [`${GITHUB_ISSUER}:aud`]: AWS_AUDIENCE,
      [`${GITHUB_ISSUER}:sub`]: subjectsOf(duty, deployment),
      [`${GITHUB_ISSUER}:repository_id`]: deployment.githubRepositoryId,
      [`${GITHUB_ISSUER}:repository_owner_id`]: deployment.githubOwnerId,
    },
  },
});
