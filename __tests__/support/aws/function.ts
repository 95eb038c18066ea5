import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { interpreter } from './ministack.ts';

const ROLE = 'arn:aws:iam::000000000000:role/poller';
/** The request names its service here; the server checks no signature. */
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=test/20261121/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=none';

/** Packs one file, by the name it has. */
const zipped = (folder: string, name: string): Buffer => {
  const program = `import sys, zipfile
with zipfile.ZipFile(sys.argv[2], 'w', zipfile.ZIP_DEFLATED) as archive:
    archive.write(sys.argv[1], sys.argv[3])`;
  const zip = join(folder, 'function.zip');
  execFileSync(interpreter(), ['-c', program, join(folder, name), zip, name]);
  return readFileSync(zip);
};

interface FunctionOptions {
  readonly name: string;
  /** With `handler.mjs`. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
}

/** What an invocation came to. */
interface Invocation {
  /** Null: it returned. */
  readonly error: string | null;
  readonly payload: unknown;
  /** The end of its log. */
  readonly log: string;
}

/** A function of the service, by the service's own HTTP interface. */
export const createFunction = async (
  endpoint: string,
  options: FunctionOptions,
): Promise<() => Promise<Invocation>> => {
  const { name, folder, environment, timeoutSeconds } = options;
  const functions = `${endpoint}/2015-03-31/functions`;
  const headers = { authorization: AUTHORIZATION, 'content-type': 'application/json' };
  const created = await fetch(functions, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      FunctionName: name,
      Runtime: 'nodejs20.x',
      Role: ROLE,
      Handler: 'handler.handler',
      Timeout: timeoutSeconds,
      MemorySize: 256,
      Environment: { Variables: environment },
      Code: { ZipFile: zipped(folder, 'handler.mjs').toString('base64') },
    }),
  });
  if (!created.ok) throw new Error(`no function: ${created.status} ${await created.text()}`);
  return async () => {
    const answer = await fetch(`${functions}/${name}/invocations`, {
      method: 'POST',
      headers: { ...headers, 'x-amz-log-type': 'Tail' },
      body: '{}',
    });
    return {
      error: answer.headers.get('x-amz-function-error'),
      payload: await answer.json(),
      log: Buffer.from(answer.headers.get('x-amz-log-result') ?? '', 'base64').toString(),
    };
  };
};
