import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { onTestFinished } from 'vitest';
import { serve } from '../http-server.ts';
import { environmentOf, keyPairIn } from '../snowflake/account.ts';

/** Who there is in an account of Snowflake. */
export interface People {
  readonly roles: ReadonlyArray<string>;
  /** By their names, the subject that each is bound to. */
  readonly users: Readonly<Record<string, string>>;
}

type Row = Readonly<Record<string, string>>;

const rowsOf = (statement: string, { roles, users }: People): ReadonlyArray<Row> | null => {
  const [, kind, pattern = ''] = /^show (roles|users) like '([^']+)%'$/.exec(statement) ?? [];
  if (kind !== undefined)
    return (kind === 'roles' ? roles : Object.keys(users))
      .filter((name) => name.startsWith(pattern))
      .map((name) => ({ name, comment: '' }));
  const [, user = ''] =
    /^show user workload identity authentication methods for user "(.+)"$/.exec(statement) ?? [];
  if (user === '') return null;
  const info = { issuer: 'https://token.actions.githubusercontent.com', subject: users[user] };
  return [{ name: user, type: 'OIDC', additional_info: JSON.stringify(info) }];
};

/** As much of the SQL API as tells of people, until the test ends. Resolves to the variables by which it is asked. */
export const servePeople = async (people: People): Promise<NodeJS.ProcessEnv> => {
  const folder = mkdtempSync(`${tmpdir()}/people-`);
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { own } = keyPairIn(folder);
  const url = await serve((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { statement } = JSON.parse(body) as { readonly statement: string };
      const rows = rowsOf(statement, people);
      response.writeHead(rows === null ? 422 : 200, { 'content-type': 'application/json' });
      const columns = Object.keys(rows?.[0] ?? { name: '' });
      response.end(
        JSON.stringify(
          rows === null
            ? { code: '000001', message: `not for here: ${statement}` }
            : {
                resultSetMetaData: {
                  numRows: rows.length,
                  format: 'jsonv2',
                  rowType: columns.map((name) => ({ name, type: 'text', scale: null })),
                  partitionInfo: [{ rowCount: rows.length, uncompressedSize: 1 }],
                },
                data: rows.map((row) => columns.map((name) => row[name])),
                code: '090001',
                statementHandle: 'a-handle',
                message: 'Statement executed successfully.',
              },
        ),
      );
    });
  });
  return environmentOf(own, url);
};
