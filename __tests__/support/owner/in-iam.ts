import {
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { resourcesOf, type Stack } from '../../../rehearsal/synthesised.ts';
import { GITHUB_ISSUER } from '../../../stacks/names.ts';

/** What the stack `account` makes, in a server of AWS's interfaces: the providers of the rehearsal make nothing there. */
export const makeProvider = async (iam: IAMClient): Promise<void> => {
  await iam.send(
    new CreateOpenIDConnectProviderCommand({
      Url: `https://${GITHUB_ISSUER}`,
      ClientIDList: ['sts.amazonaws.com'],
    }),
  );
};

/** The roles that the stack `identity` makes, as they are synthesised. @param trustOf what a role is given instead */
export const makeRoles = async (
  iam: IAMClient,
  identity: Stack | undefined,
  trustOf: (name: string, trust: string) => string = (_, trust) => trust,
): Promise<void> => {
  for (const { type, config } of identity === undefined ? [] : resourcesOf(identity)) {
    if (type !== 'aws_iam_role') continue;
    const { name, path, assume_role_policy: trust } = config as Readonly<Record<string, string>>;
    await iam.send(
      new CreateRoleCommand({
        RoleName: name,
        Path: path,
        AssumeRolePolicyDocument: trustOf(name ?? '', trust ?? ''),
      }),
    );
  }
};
