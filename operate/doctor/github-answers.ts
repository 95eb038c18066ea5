import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { askGithub } from '../outside/github.ts';
import type { OwnerAsked } from '../owner/asked.ts';

/** Asks GitHub of the repository. Left: why it did not say. */
export type AskGithub = <A>(
  path: string,
  codec: t.Type<A, unknown>,
) => Promise<E.Either<string, A>>;

/** Null: nobody is named who may ask. */
export const githubOf = ({ deployment, machine: { env } }: OwnerAsked): AskGithub | null => {
  const token = env['GITHUB_TOKEN'] ?? env['GH_TOKEN'] ?? '';
  if (token === '') return null;
  const repository = `${deployment.githubOwner}/${deployment.githubRepository}`;
  return async (path, codec) => {
    const asked = await askGithub(env, { repository, token, path });
    if (E.isLeft(asked)) return asked;
    const { isOk, status, answer } = asked.right;
    if (!isOk) return E.left(`GitHub answers with HTTP ${status}`);
    return codec.is(answer) ? E.right(answer) : E.left('GitHub answers in another form');
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
export type Variable = t.TypeOf<typeof Variables>['variables'][number];
