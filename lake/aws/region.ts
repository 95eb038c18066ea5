import * as E from 'fp-ts/lib/Either.js';

/** A region and who named it. */
export interface ChosenRegion {
  readonly region: string;
  readonly origin: 'configured' | 'AWS_REGION' | 'instance-metadata';
}

const linkLocal = 'http://169.254.169.254';
const patienceMs = 1000;
/** Seconds; it is asked once. */
const tokenLife = '60';

/** us-east-1, us-gov-west-1, mx-central-1 */
const isRegion = (text: string): boolean => /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(text);

const wayOut = 'name one in the configuration or with AWS_REGION';

/** Of what a machine may answer, as much as a sentence bears. */
const quoted = (text: string): string => JSON.stringify(text.slice(0, 40));

const ask = async (
  url: URL,
  init: { readonly method: 'GET' | 'PUT'; readonly headers: Readonly<Record<string, string>> },
): Promise<string> => {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(patienceMs) });
  const text = await response.text();
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return text.trim();
};

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'TimeoutError'
    ? `no answer within ${patienceMs} ms`
    : error.cause instanceof Error
      ? error.cause.message
      : error.message;
};

/** Version 2 alone: a token first, then the question. */
const askInstance = (endpoint: string): Promise<E.Either<string, string>> => {
  const at = (path: string): URL => new URL(path, endpoint);
  const asked = async (): Promise<string> => {
    const token = await ask(at('/latest/api/token'), {
      method: 'PUT',
      headers: { 'x-aws-ec2-metadata-token-ttl-seconds': tokenLife },
    });
    return ask(at('/latest/meta-data/placement/region'), {
      method: 'GET',
      headers: { 'x-aws-ec2-metadata-token': token },
    });
  };
  return asked().then(E.right, (error: unknown) => E.left(reasonOf(error)));
};

/** A variable that is set to nothing is not set. */
const valueOf = (env: NodeJS.ProcessEnv, name: string): string | undefined =>
  env[name] === '' ? undefined : env[name];

const named = (
  region: string,
  origin: 'configured' | 'AWS_REGION',
): E.Either<string, ChosenRegion> =>
  isRegion(region)
    ? E.right({ region, origin })
    : E.left(
        `the region ${quoted(region)} (${origin}) is none; write it as AWS does, such as eu-west-1`,
      );

/**
 * The region to work in: from the configuration, else from AWS_REGION, else from the metadata of the instance
 * (version 2), at the address and unless switched off as the variables of AWS_EC2_METADATA say. Left: why there is
 * none, and what to do. Never rejects; takes 2 s at most.
 */
export const chooseRegion = async ({
  configured,
  env,
}: {
  readonly configured: string | undefined;
  readonly env: NodeJS.ProcessEnv;
}): Promise<E.Either<string, ChosenRegion>> => {
  if (configured !== undefined) return named(configured, 'configured');
  const fromEnv = valueOf(env, 'AWS_REGION');
  if (fromEnv !== undefined) return named(fromEnv, 'AWS_REGION');
  if ((valueOf(env, 'AWS_EC2_METADATA_DISABLED') ?? 'false').toLowerCase() !== 'false')
    return E.left(
      `no region: none is configured and AWS_EC2_METADATA_DISABLED forbids to ask the instance; ${wayOut}`,
    );
  const endpoint = valueOf(env, 'AWS_EC2_METADATA_SERVICE_ENDPOINT') ?? linkLocal;
  const answer = await askInstance(endpoint);
  if (E.isRight(answer) && isRegion(answer.right))
    return E.right({ region: answer.right, origin: 'instance-metadata' });
  const why = E.isRight(answer) ? `it says ${quoted(answer.right)}` : answer.left;
  return E.left(
    `no region: none is configured, and the instance metadata at ${endpoint} gave none (${why}); ${wayOut}`,
  );
};
