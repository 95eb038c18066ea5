import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { askGithub } from '../outside/github.ts';

/** Issues of one repository. Left: what GitHub says. */
export interface Issues {
  /** Number of the open issue that has the label; null: there is none. */
  readonly open: (label: string) => Promise<E.Either<string, number | null>>;
  readonly create: (issue: NewIssue) => Promise<E.Either<string, number>>;
  readonly update: (issue: number, body: string) => Promise<E.Either<string, void>>;
  /** With a last word. */
  readonly close: (issue: number, comment: string) => Promise<E.Either<string, void>>;
}

interface NewIssue {
  readonly title: string;
  readonly body: string;
  readonly label: string;
}

const Issue = t.type({ number: t.number });
/** Pull requests are among them. */
const Listed = t.readonlyArray(t.intersection([Issue, t.partial({ pull_request: t.unknown })]));

interface Asked {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly body?: unknown;
}

/** By the variables that a workflow has. Left: which is missing. */
export const issuesOf = (env: NodeJS.ProcessEnv): E.Either<string, Issues> => {
  const { GITHUB_TOKEN: token, GITHUB_REPOSITORY: repository } = env;
  if (token === undefined || token === '') return E.left('GITHUB_TOKEN is not set');
  if (repository === undefined || !/^[\w.-]+\/[\w.-]+$/.test(repository))
    return E.left('GITHUB_REPOSITORY is not set to OWNER/NAME');

  const ask = async <A>(
    codec: t.Type<A, unknown>,
    { method, path, body }: Asked,
  ): Promise<E.Either<string, A>> => {
    const asked = await askGithub(env, {
      repository,
      token,
      path: `/issues${path}`,
      method,
      body,
    });
    if (E.isLeft(asked)) return asked;
    const { isOk, status, answer } = asked.right;
    return isOk && codec.is(answer)
      ? E.right(answer)
      : E.left(`GitHub answers with HTTP ${status} to ${method} of an issue`);
  };
  const done = E.map((): void => undefined);

  return E.right({
    open: async (label) =>
      E.map(
        (all: t.TypeOf<typeof Listed>) =>
          all.find((each) => each.pull_request === undefined)?.number ?? null,
      )(
        await ask(Listed, {
          method: 'GET',
          path: `?state=open&per_page=100&labels=${encodeURIComponent(label)}`,
        }),
      ),
    create: async ({ title, body, label }) =>
      E.map(({ number }: t.TypeOf<typeof Issue>) => number)(
        await ask(Issue, { method: 'POST', path: '', body: { title, body, labels: [label] } }),
      ),
    update: async (issue, body) =>
      done(await ask(Issue, { method: 'PATCH', path: `/${issue}`, body: { body } })),
    close: async (issue, comment) => {
      const said = await ask(t.unknown, {
        method: 'POST',
        path: `/${issue}/comments`,
        body: { body: comment },
      });
      if (E.isLeft(said)) return said;
      const body = { state: 'closed', state_reason: 'completed' };
      return done(await ask(Issue, { method: 'PATCH', path: `/${issue}`, body }));
    },
  });
};
