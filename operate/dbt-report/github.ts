import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

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

const PATIENCE_MS = 30_000;

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
  const base = `${env['GITHUB_API_URL'] ?? 'https://api.github.com'}/repos/${repository}/issues`;

  const ask = async <A>(
    codec: t.Type<A, unknown>,
    { method, path, body }: Asked,
  ): Promise<E.Either<string, A>> => {
    try {
      const response = await fetch(`${base}${path}`, {
        method,
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/vnd.github+json',
          'content-type': 'application/json',
          'user-agent': 'bitcoin-pipeline',
          'x-github-api-version': '2022-11-28',
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const answer: unknown = await response.json().catch(() => null);
      return response.ok && codec.is(answer)
        ? E.right(answer)
        : E.left(`GitHub answers with HTTP ${response.status} to ${method} of an issue`);
    } catch (error) {
      return E.left(`GitHub can't be reached: ${error instanceof Error ? error.message : ''}`);
    }
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
