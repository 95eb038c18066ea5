import type { IncomingMessage, ServerResponse } from 'node:http';

/** A whole answer. */
export interface Reply {
  readonly status: number;
  /** Null where there is no body. */
  readonly type:
    | 'application/json; charset=utf-8'
    | 'text/plain; charset=utf-8'
    | 'text/html; charset=utf-8'
    | null;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const json = (value: unknown): Reply => jsonText(JSON.stringify(value));

export const jsonText = (body: string): Reply => ({
  status: 200,
  type: 'application/json; charset=utf-8',
  body,
});

export const text = (body: string): Reply => ({
  status: 200,
  type: 'text/plain; charset=utf-8',
  body,
});

export const empty = (status: number): Reply => ({ status, type: null, body: '' });

/** An error as JSON, or as text to who does not take JSON. */
export const failed = (status: number, message: string, { headers }: IncomingMessage): Reply =>
  /json|\*\/\*/.test(headers.accept ?? '*/*')
    ? { ...json({ error: message }), status }
    : { ...text(message), status };

/** What the web framework of the backend says to a path that it does not know. */
export const notFound = (method: string | undefined, path: string): Reply => ({
  status: 404,
  type: 'text/html; charset=utf-8',
  body: `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Error</title>
</head>
<body>
<pre>Cannot ${method ?? 'GET'} ${escaped(path)}</pre>
</body>
</html>
`,
});

export const send = (response: ServerResponse, reply: Reply): void => {
  writeHead(response, reply);
  response.end(reply.body);
};

export const writeHead = (
  response: ServerResponse,
  { status, type, body, headers }: Reply,
): void => {
  response.writeHead(status, {
    ...(type === null ? {} : { 'content-type': type }),
    'content-length': Buffer.byteLength(body),
    ...headers,
  });
};

const escaped = (path: string): string =>
  path.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
