import * as E from 'fp-ts/lib/Either.js';

const PATIENCE_MS = 30_000;

/** What GitHub answered; the answer is null where it is no JSON. */
interface Answered {
  readonly isOk: boolean;
  readonly status: number;
  readonly answer: unknown;
}

interface Request {
  /** `owner/name` */
  readonly repository: string;
  readonly token: string;
  /** Below the repository. */
  readonly path: string;
  /** @default GET */
  readonly method?: 'GET' | 'POST' | 'PATCH';
  readonly body?: unknown;
}

/** Asks GitHub's REST API of a repository. Left: it can't be reached. */
export const askGithub = async (
  env: NodeJS.ProcessEnv,
  { repository, token, path, method = 'GET', body }: Request,
): Promise<E.Either<string, Answered>> => {
  const base = env['GITHUB_API_URL'] ?? 'https://api.github.com';
  try {
    const response = await fetch(`${base}/repos/${repository}${path}`, {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/vnd.github+json',
        'user-agent': 'bitcoin-pipeline',
        'x-github-api-version': '2022-11-28',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json().catch(() => null);
    return E.right({ isOk: response.ok, status: response.status, answer });
  } catch (error) {
    return E.left(`GitHub can't be reached: ${error instanceof Error ? error.message : ''}`);
  }
};
