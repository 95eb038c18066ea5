import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import * as E from 'fp-ts/lib/Either.js';
import { faultOfAws } from '../../lake/aws/fault.ts';

/** Whose the credentials are. Left: not of the account that is meant, or nobody's; and the way out. */
export const checkAccount = async (
  sts: STSClient,
  account: string,
): Promise<E.Either<string, string>> => {
  try {
    const { Account, Arn = 'somebody' } = await sts.send(new GetCallerIdentityCommand({}));
    return Account === account
      ? E.right(Arn)
      : E.left(
          `these credentials are of account ${Account}, and the configuration is of ${account}: take others (AWS_PROFILE), or another configuration`,
        );
  } catch (error) {
    return E.left(
      `AWS does not say whose these credentials are (${faultOfAws(error, 'STS').code}): log in, or name a profile by AWS_PROFILE, and try again`,
    );
  }
};
