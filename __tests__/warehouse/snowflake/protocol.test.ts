import { createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import * as t from 'io-ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { snowflakeConfigOf } from '../../../warehouse/snowflake/config.ts';
import { openSnowflake } from '../../../warehouse/snowflake/reader.ts';
import { environmentOf, keyPairIn } from '../../support/snowflake/account.ts';
import { left, right } from '../../support/warehouse.ts';

interface Request {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a web server answers that knows no account of that name. */
class Page {
  readonly html = '<html><body>not found</body></html>';
}

/** Answers as the reference of the SQL API shows them, one after the other. */
let replies: Reply[];
let requests: Request[];
let server: Server;
let url: string;
let folder: string;
let keys: ReturnType<typeof keyPairIn>;

const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  requests.push({
    method: request.method ?? '',
    url: request.url ?? '',
    headers: request.headers,
    body,
  });
  const reply = replies.shift() ?? { status: 500, body: { code: '', message: 'no more replies' } };
  // parts come compressed
  response.writeHead(reply.status, {
    'content-type': 'application/json',
    'content-encoding': 'gzip',
    ...reply.headers,
  });
  const { body: told } = reply;
  response.end(gzipSync(told instanceof Page ? told.html : JSON.stringify(told)));
};

beforeEach(async () => {
  [replies, requests] = [[], []];
  folder = mkdtempSync(path.join(tmpdir(), 'snowflake-'));
  keys = keyPairIn(folder);
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  rmSync(folder, { recursive: true });
});

const port = async (nowMs = Date.now) =>
  openSnowflake(right(await snowflakeConfigOf(environmentOf(keys.own, url))), {
    pausesMs: [1, 1],
    nowMs,
  });

const rowType = [
  { name: 'height', type: 'FIXED', scale: 0, precision: 38, nullable: false },
  { name: 'rate', type: 'fixed', scale: 8, precision: 20, nullable: true },
  { name: 'share', type: 'REAL', scale: null },
  { name: 'at', type: 'TIMESTAMP_NTZ', scale: 9 },
  { name: 'zoned', type: 'TIMESTAMP_TZ', scale: 9 },
  { name: 'day', type: 'DATE' },
  { name: 'known', type: 'BOOLEAN' },
  { name: 'more', type: 'VARIANT' },
];

const finished = (data: ReadonlyArray<ReadonlyArray<string | null>>, parts = 1): Reply => ({
  status: 200,
  body: {
    resultSetMetaData: {
      numRows: data.length,
      format: 'jsonv2',
      rowType,
      partitionInfo: Array.from({ length: parts }, () => ({ rowCount: 1 })),
    },
    data,
    code: '090001',
    statementHandle: '01-handle',
    message: 'Statement executed successfully.',
  },
});
const running: Reply = {
  status: 202,
  body: {
    code: '333334',
    message: 'Asynchronous execution in progress.',
    statementHandle: '01-handle',
  },
};
const nulls = (height: string): ReadonlyArray<string | null> => [
  height,
  ...Array.from({ length: 7 }, () => null),
];

describe('a question to Snowflake', () => {
  it('names database, warehouse, role, zone and a time limit, and binds its values', async () => {
    replies = [
      finished([
        [
          '905142',
          '2.87000000',
          '0.5',
          '1795239387.123456000',
          '1616173619000000000 960',
          '20778',
          'true',
          '{"a":[1]}',
        ],
      ]),
    ];
    const asked = await port();
    expect(
      right(await asked.query('select ?', [905_142, 1.5, 'x', null, true], t.UnknownRecord)),
    ).toEqual([
      {
        height: 905_142,
        rate: '2.87000000',
        share: 0.5,
        at: '2026-11-21T05:36:27.123456Z',
        zoned: '2021-03-19T17:06:59.000Z',
        day: '2026-11-21',
        known: true,
        more: { a: [1] },
      },
    ]);
    const [request] = requests;
    expect(request?.url).toMatch(/^\/api\/v2\/statements\?requestId=[0-9a-f-]{36}&retry=true$/);
    expect(request?.headers).toMatchObject({
      'x-snowflake-authorization-token-type': 'KEYPAIR_JWT',
      'user-agent': 'bitcoin-pipeline',
    });
    expect(JSON.parse(request?.body ?? '')).toEqual({
      statement: 'select ?',
      timeout: 60,
      database: 'DB1',
      warehouse: 'DASHBOARD',
      role: 'REPORTER',
      parameters: { timezone: 'UTC', query_tag: 'bitcoin-pipeline dashboard' },
      bindings: {
        '1': { type: 'FIXED', value: '905142' },
        '2': { type: 'REAL', value: '1.5' },
        '3': { type: 'TEXT', value: 'x' },
        '4': { type: 'TEXT', value: null },
        '5': { type: 'BOOLEAN', value: 'true' },
      },
    });
  });

  it('carries a token that the public key verifies, for an hour at most, and a new one in time', async () => {
    let nowMs = Date.parse('2026-11-21T05:00:00Z');
    const asked = await port(() => nowMs);
    const claims: Array<{ iss: string; sub: string; iat: number; exp: number }> = [];
    for (const minutes of [0, 49, 2]) {
      nowMs += minutes * 60_000;
      replies = [finished([])];
      right(await asked.query('select 1', [], t.unknown));
      const [head = '', body = '', signature = ''] = String(requests.at(-1)?.headers.authorization)
        .replace('Bearer ', '')
        .split('.');
      const key = createPublicKey(readFileSync(keys.theirs));
      expect(
        verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url')),
      ).toBe(true);
      claims.push(JSON.parse(Buffer.from(body, 'base64url').toString()));
    }
    expect(claims[0]?.sub).toBe('MYORG-FAKE_SNOW.DASHBOARD');
    expect(claims[0]?.iss).toMatch(/^MYORG-FAKE_SNOW\.DASHBOARD\.SHA256:[A-Za-z0-9+/]{43}=$/);
    expect(claims.map(({ iat, exp }) => exp - iat)).toEqual([3600, 3600, 3600]);
    expect(claims.map(({ iat }) => iat - (claims[0]?.iat ?? 0))).toEqual([0, 0, 51 * 60]);
  });

  it('collects every part of the rows, and looks again while the statement runs', async () => {
    replies = [
      running,
      running,
      finished([nulls('1')], 3),
      { status: 200, body: { data: [nulls('2')] } },
      { status: 200, body: { data: [nulls('3')] } },
    ];
    const rows = right(await (await port()).query('select 1', [], t.type({ height: t.number })));
    expect(rows.map(({ height }) => height)).toEqual([1, 2, 3]);
    expect(
      requests.map(({ method, url: asked }) => `${method} ${asked.replace(/\?requestId.*/, '')}`),
    ).toEqual([
      'POST /api/v2/statements',
      'GET /api/v2/statements/01-handle',
      'GET /api/v2/statements/01-handle',
      'GET /api/v2/statements/01-handle?partition=1',
      'GET /api/v2/statements/01-handle?partition=2',
    ]);
  });

  it('is sent again under the same id while Snowflake is busy, and then no more', async () => {
    const busy: Reply = { status: 429, body: { code: '390506', message: 'Too many requests.' } };
    replies = [busy, { ...busy, status: 503 }, finished([nulls('1')])];
    const asked = await port();
    expect(right(await asked.query('select 1', [], t.unknown))).toHaveLength(1);
    expect(new Set(requests.map(({ url: to }) => to)).size).toBe(1);
    replies = [busy, busy, busy, finished([])];
    expect(left(await asked.query('select 1', [], t.unknown)).message).toBe(
      'Snowflake answers with HTTP 429 390506 Too many requests.',
    );
  });

  it.each([
    [
      401,
      { code: '390144', message: 'JWT token is invalid.' },
      /^Snowflake refuses the key \(390144 JWT token is invalid\.\); check account, user and role/,
    ],
    [408, { code: '000630', message: 'Statement reached its timeout' }, /^Snowflake took longer/],
    [
      422,
      { code: '002003', message: "SQL compilation error:\nObject 'X' does not exist" },
      /^the query failed: 002003 SQL compilation error:$/,
    ],
    [500, 'gone', /^Snowflake answers with HTTP 500$/],
    [403, new Page(), /^Snowflake refuses the key \(HTTP 403\); check account, user and role/],
    [404, new Page(), /^Snowflake answers with HTTP 404$/],
    [200, new Page(), /^Snowflake answers in a form/],
    [200, { surprise: true }, /^Snowflake answers in a form/],
  ])('that is answered with HTTP %i is an error in words', async (status, body, words) => {
    replies = [{ status, body }];
    const error = left(await (await port()).query('select 1', [], t.unknown));
    expect(error.tag).toBe('failed');
    expect(error.message).toMatch(words);
  });

  it('goes to no other address, whatever the answer says', async () => {
    const elsewhere = { status: 307, body: {}, headers: { location: `${url}/elsewhere` } };
    replies = [elsewhere, elsewhere, elsewhere, finished([])];
    const error = left(await (await port()).query('select 1', [], t.unknown));
    expect(error.message).toMatch(/^Snowflake can't be reached at http:\/\/127\.0\.0\.1:\d+: /);
    expect(JSON.stringify(error)).not.toContain('Bearer');
    expect(requests.map(({ url: to }) => to.replace(/\?.*/, ''))).toEqual(
      Array.from({ length: 3 }, () => '/api/v2/statements'),
    );
  });
});

describe('a job of GitHub', () => {
  const job = async () => {
    const {
      BITCOIN_PIPELINE_SNOWFLAKE_PRIVATE_KEY_FILE: _,
      BITCOIN_PIPELINE_SNOWFLAKE_USER: __,
      ...environment
    } = environmentOf('', url);
    return right(
      await snowflakeConfigOf({
        ...environment,
        ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/token?job=1`,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'of-the-runner',
      }),
    );
  };

  it('needs neither user nor key: it shows a token that GitHub made for Snowflake', async () => {
    replies = [{ status: 200, body: { value: 'of-the-job' } }, finished([nulls('1')])];
    const rows = right(await openSnowflake(await job()).query('select 1', [], t.unknown));
    expect(rows).toHaveLength(1);
    const [asked, sent] = requests;
    expect(asked?.url).toBe('/token?job=1&audience=snowflakecomputing.com');
    expect(asked?.headers.authorization).toBe('Bearer of-the-runner');
    expect(sent?.headers).toMatchObject({
      authorization: 'Bearer WIF.OIDC.of-the-job',
      'x-snowflake-authorization-token-type': 'WORKLOAD_IDENTITY_FEDERATION',
    });
  });

  it('that gets none says so, and prints no token', async () => {
    replies = Array.from({ length: 3 }, () => ({ status: 403, body: { secret: 'x' } }));
    const config = await job();
    const asked = openSnowflake(config, { pausesMs: [1, 1] });
    const { message } = left(await asked.query('select 1', [], t.unknown));
    expect(message).toContain('GitHub gave no token for snowflakecomputing.com (HTTP 403)');
    expect(message + JSON.stringify(config)).not.toContain('of-the-runner');
  });
});

describe('the settings', () => {
  it('are told wrong all at once, without a word of the key', async () => {
    expect(left(await snowflakeConfigOf({}))).toEqual([
      'BITCOIN_PIPELINE_SNOWFLAKE_ACCOUNT is not set.',
      'BITCOIN_PIPELINE_SNOWFLAKE_WAREHOUSE is not set.',
      'BITCOIN_PIPELINE_SNOWFLAKE_DATABASE is not set.',
      'BITCOIN_PIPELINE_SNOWFLAKE_USER is not set.',
      'BITCOIN_PIPELINE_SNOWFLAKE_PRIVATE_KEY_FILE is not set.',
    ]);
    const spoiled = path.join(folder, 'spoiled.p8');
    writeFileSync(spoiled, '-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n');
    const faults = left(
      await snowflakeConfigOf({
        ...environmentOf(spoiled, 'http://elsewhere.example'),
        BITCOIN_PIPELINE_SNOWFLAKE_ACCOUNT: 'my org',
      }),
    );
    expect(faults).toEqual([
      'BITCOIN_PIPELINE_SNOWFLAKE_ACCOUNT is not an identifier such as MYORG-MYACCOUNT.',
      'BITCOIN_PIPELINE_SNOWFLAKE_URL is not an https:// address.',
      `BITCOIN_PIPELINE_SNOWFLAKE_PRIVATE_KEY_FILE: ${spoiled} is not a private key in PEM, or its passphrase is another.`,
    ]);
    expect(faults.join()).not.toContain('c2VjcmV0');
  });

  it('lead to the account’s own address by TLS, and print no key', async () => {
    const { BITCOIN_PIPELINE_SNOWFLAKE_URL: _, ...environment } = environmentOf(keys.own, '');
    const config = right(await snowflakeConfigOf(environment));
    expect(config.url).toBe('https://myorg-fake-snow.snowflakecomputing.com');
    expect(JSON.stringify(config)).not.toContain('BEGIN');
    expect(JSON.stringify(config)).toContain('"key":{}');
  });
});
