import * as t from 'io-ts';
import { SNOWFLAKE_AUDIENCE } from './audience.ts';

const PATIENCE_MS = 10_000;

const Answer = t.type({ value: t.string });

/**
 * How a job of GitHub's workflows gets a token that says what it is; null: this is none, or it may not (`id-token:
 * write`). Asked anew for each request: a token lasts minutes. The promise rejects with a sentence without any token.
 * @param audience what it is made for
 */
export const githubTokens = (
  environment: Readonly<Record<string, string | undefined>>,
  audience: string = SNOWFLAKE_AUDIENCE,
): (() => Promise<string>) | null => {
  const url = environment['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '';
  const bearer = environment['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? '';
  if (url === '' || bearer === '') return null;
  return async () => {
    const asked = new URL(url);
    asked.searchParams.set('audience', audience);
    const response = await fetch(asked, {
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: { authorization: `Bearer ${bearer}`, accept: 'application/json' },
    });
    const answer: unknown = await response.json().catch(() => null);
    if (!response.ok || !Answer.is(answer))
      throw new Error(`GitHub gave no token for ${audience} (HTTP ${response.status})`);
    return answer.value;
  };
};
