import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { AWS_AUDIENCE } from '../../stacks/identity/trust.ts';
import { githubTokens } from '../../warehouse/snowflake/github-token.ts';
import { readAs } from '../read-as.ts';

/** What a token of a job says of it, as much of it as trusts look at. */
const Claims = t.type({
  sub: t.string,
  repository_id: t.string,
  repository_owner_id: t.string,
});
export type Claims = t.TypeOf<typeof Claims>;

/** Of the job that this runs in; null: it is none, or may ask for no token. The token itself goes nowhere. */
export const ownClaims = async (
  env: NodeJS.ProcessEnv,
): Promise<E.Either<string, Claims> | null> => {
  const askToken = githubTokens(env, AWS_AUDIENCE);
  if (askToken === null) return null;
  try {
    const [, payload = ''] = (await askToken()).split('.');
    return E.fromNullable('the token is not as GitHub writes it')(
      readAs(Claims, Buffer.from(payload, 'base64url').toString()),
    );
  } catch (error) {
    return E.left(error instanceof Error ? error.message : String(error));
  }
};
