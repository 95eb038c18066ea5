import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { OwnerAsked } from '../owner/asked.ts';

/** Asks GitHub of the repository. Left: why it did not say. */
export type AskGithub = <A>(
  path: string,
  codec: t.Type<A, unknown>,
) => Promise<E.Either<string, A>>;

const PATIENCE_MS = 30_000;

/** Null: nobody is named who may ask. */
export const githubOf = ({ deployment, machine: { env } }: OwnerAsked): AskGithub | null => {
  const token = env['GITHUB_TOKEN'] ?? env['GH_TOKEN'] ?? '';
  if (token === '') return null;
  const { githubOwner, githubRepository } = deployment;
  const base = `${env['GITHUB_API_URL'] ?? 'https://api.github.com'}/repos/${githubOwner}/${githubRepository}`;
  return async (path, codec) => {
    try {
      const response = await fetch(`${base}${path}`, {
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/vnd.github+json',
          'user-agent': 'bitcoin-pipeline',
          'x-github-api-version': '2022-11-28',
        },
      });
      const answer: unknown = await response.json().catch(() => null);
      if (!response.ok) return E.left(`GitHub answers with HTTP ${response.status}`);
      return codec.is(answer) ? E.right(answer) : E.left('GitHub answers in another form');
    } catch (error) {
      return E.left(`GitHub can't be reached: ${error instanceof Error ? error.message : ''}`);
    }
  };
};

export const Repository = t.type({ id: t.number, owner: t.type({ id: t.number }) });

export const SubjectForm = t.intersection([
  t.type({ use_default: t.boolean }),
  t.partial({ use_immutable_subject: t.boolean }),
]);

export const Environments = t.type({
  environments: t.readonlyArray(
    t.type({
      name: t.string,
      protection_rules: t.readonlyArray(t.type({ type: t.string })),
      deployment_branch_policy: t.union([t.null, t.UnknownRecord]),
    }),
  ),
});
export type Environment = t.TypeOf<typeof Environments>['environments'][number];

export const Variables = t.type({
  variables: t.readonlyArray(t.type({ name: t.string, value: t.string })),
});
