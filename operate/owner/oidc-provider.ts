import { GetOpenIDConnectProviderCommand, type IAMClient } from '@aws-sdk/client-iam';
import * as E from 'fp-ts/lib/Either.js';
import { isNamed } from '../../lake/aws/s3-client.ts';
import type { Deployment } from '../../stacks/config/deployment.ts';
import { AWS_AUDIENCE } from '../../stacks/identity/trust.ts';

/** What the account's provider of GitHub tokens takes tokens for; null: there is none. Rejects with the service's error. */
export const providerAudiences = async (
  iam: IAMClient,
  arn: string,
): Promise<ReadonlyArray<string> | null> => {
  try {
    const { ClientIDList = [] } = await iam.send(
      new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }),
    );
    return ClientIDList;
  } catch (error) {
    if (isNamed(error, 'NoSuchEntityException')) return null;
    throw error;
  }
};

/**
 * Whether what is there goes together with what the configuration says of it. Left: why not, and the way out.
 * @param audiences null: there is none
 */
export const providerFits = (
  wanted: Deployment['githubOidcProvider'],
  arn: string,
  audiences: ReadonlyArray<string> | null,
): E.Either<string, void> => {
  if (audiences === null)
    return wanted === 'create'
      ? E.right(undefined)
      : E.left(
          `the account has no provider ${arn} to adopt: set githubOidcProvider to create, and the stack account makes it`,
        );
  const others = audiences.filter((audience) => audience !== AWS_AUDIENCE);
  if (wanted === 'create' && others.length > 0)
    return E.left(
      `the account has a provider ${arn} that others use too (${others.join(', ')}), and the stack account would take that from them: set githubOidcProvider to adopt`,
    );
  return wanted === 'create' || audiences.includes(AWS_AUDIENCE)
    ? E.right(undefined)
    : E.left(
        `the provider ${arn} takes no tokens for AWS: aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${arn} --client-id ${AWS_AUDIENCE}`,
      );
};
