import * as t from 'io-ts';
import { serve } from '../http-server.ts';

/** What GitHub says of a repository, by the path below it; what is left out it refuses. */
export type Answers = Readonly<Record<string, unknown>>;

const Listed = t.type({ variables: t.readonlyArray(t.unknown) });

const REPOSITORY = '/repos/your-organisation/bitcoin-pipeline';

/** As it has to be. */
export const goodRepository = (variables: Readonly<Record<string, string>>): Answers => {
  const environment = (name: string, ...rules: ReadonlyArray<string>) => ({
    name,
    protection_rules: ['branch_policy', ...rules].map((type) => ({ type })),
    deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
  });
  return {
    '': { id: 987654321, owner: { id: 1234567 } },
    '/actions/oidc/customization/sub': { use_default: true, use_immutable_subject: true },
    '/environments': {
      environments: [
        environment('prod', 'required_reviewers'),
        environment('prod-destroy', 'required_reviewers'),
        environment('prod-operate'),
        environment('prod-dbt'),
      ],
    },
    '/actions/variables': {
      variables: Object.entries(variables).map(([name, value]) => ({ name, value })),
    },
  };
};

/** GitHub tells 30 variables at most at once. */
const onPage = (answer: unknown, asked: URLSearchParams): unknown => {
  if (!Listed.is(answer)) return answer;
  const length = Math.min(Number(asked.get('per_page') ?? 10), 30);
  const from = (Number(asked.get('page') ?? 1) - 1) * length;
  return { variables: answer.variables.slice(from, from + length) };
};

/** Resolves to the variables by which it is asked, until the test ends. */
export const serveGithub = async (answers: Answers): Promise<NodeJS.ProcessEnv> => {
  const url = await serve(({ url: path = '', headers }, response) => {
    const { pathname, searchParams } = new URL(path, 'http://localhost');
    const answer = onPage(answers[pathname.replace(REPOSITORY, '')], searchParams);
    const isKnown = headers.authorization === 'Bearer a-token';
    response.writeHead(!isKnown ? 401 : answer === undefined ? 403 : 200);
    response.end(JSON.stringify(answer ?? {}));
  });
  return { GITHUB_API_URL: url, GITHUB_TOKEN: 'a-token' };
};
