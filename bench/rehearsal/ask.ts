/** What it takes to ask the server anything. */
export interface Asking {
  /** Of every service. */
  readonly endpoint: string;
  readonly account: string;
  readonly region: string;
}

const headers = ({ account, region }: Asking, service: string) => ({
  // the server checks no signature; it takes account, region and service from here
  authorization: `AWS4-HMAC-SHA256 Credential=${account}/20261130/${region}/${service}/aws4_request, SignedHeaders=host, Signature=none`,
});

const answerOf = async (what: string, answer: Response): Promise<string> => {
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${what}: HTTP ${answer.status} ${text}`);
  return text;
};

/** A call of a service that speaks JSON: `Logs_20140328.FilterLogEvents`. */
export const askJson = async <A>(
  asking: Asking,
  service: string,
  target: string,
  body: object,
): Promise<A> => {
  const answer = await fetch(asking.endpoint, {
    method: 'POST',
    headers: {
      ...headers(asking, service),
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': target,
    },
    body: JSON.stringify(body),
  });
  return JSON.parse((await answerOf(target, answer)) || '{}') as A;
};

/** A call of a service that speaks in forms and answers in XML. */
export const askForm = async (
  asking: Asking,
  service: string,
  fields: Readonly<Record<string, string>>,
): Promise<string> =>
  answerOf(
    fields['Action'] ?? service,
    await fetch(asking.endpoint, {
      method: 'POST',
      headers: headers(asking, service),
      body: new URLSearchParams(fields),
    }),
  );
