import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { realPace } from '../../operate/machine.ts';
import { main } from '../../operate/main.ts';
import { serve } from '../support/http-server.ts';
import { projectRoot } from '../support/small-clone.ts';
import { exampleFile } from '../support/stacks/deployment.ts';

/** What dbt 1.11 wrote on 2026-11-30 of a build with a model that is no SQL and a test that fails; code left out. */
const failing = readFileSync(join(projectRoot, '__tests__/fixtures/dbt/run_results.json'), 'utf8');
const passing = failing.replaceAll(/"status": "(fail|error|skipped)"/g, '"status": "pass"');

interface Issue {
  readonly number: number;
  title: string;
  body: string;
  labels: ReadonlyArray<string>;
  state: string;
  pull_request?: object;
  readonly comments: Array<string>;
}

/** GitHub's issues of one repository, as its REST reference has them. */
const github = async () => {
  const issues: Array<Issue> = [
    {
      number: 1,
      title: 'a pull request',
      body: '',
      labels: ['dbt-prod'],
      state: 'open',
      pull_request: {},
      comments: [],
    },
  ];
  const refused: Array<string> = [];
  const answer = async (request: IncomingMessage): Promise<readonly [number, unknown]> => {
    const url = new URL(request.url ?? '', 'http://localhost');
    const sent = await text(request);
    const body = (sent === '' ? {} : JSON.parse(sent)) as Partial<Issue>;
    if (request.headers.authorization !== 'Bearer a-token') {
      refused.push(url.pathname);
      return [401, {}];
    }
    const [, number, part] =
      /^\/repos\/o\/r\/issues(?:\/(\d+))?(\/comments)?$/.exec(url.pathname) ?? [];
    const issue = issues.find((each) => String(each.number) === number);
    if (number === undefined && request.method === 'GET')
      return [
        200,
        issues.filter(
          ({ state, labels }) =>
            state === url.searchParams.get('state') &&
            labels.includes(url.searchParams.get('labels') ?? ''),
        ),
      ];
    if (number === undefined && request.method === 'POST') {
      const made = { number: 2 + issues.length, state: 'open', comments: [], ...body } as Issue;
      issues.push(made);
      return [201, made];
    }
    if (issue === undefined) return [404, {}];
    if (part !== undefined) issue.comments.push(body.body ?? '');
    else Object.assign(issue, body);
    return [part === undefined ? 200 : 201, issue];
  };
  const send = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [status, value] = await answer(request);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(value));
  };
  const url = await serve((request, response) => void send(request, response));
  return { url, issues, refused };
};

const report = async (
  files: Readonly<Record<string, string>>,
  env: NodeJS.ProcessEnv,
  summaryIn?: string,
) => {
  const folder = mkdtempSync(join(tmpdir(), 'dbt-report-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const said: Array<string> = [];
  const summary = join(folder, 'summary.md');
  writeFileSync(summary, '');
  const code = await main(['dbt-report', folder, '--summary', summaryIn ?? summary], {
    env: { BITCOIN_PIPELINE_DEPLOYMENT: exampleFile, USER: 'alice', ...env },
    print: (line) => said.push(line),
    say: (line) => said.push(line),
    nowMs: Date.now,
    pace: realPace,
    cdktf: () => Promise.reject(new Error('no engine here')),
  });
  return { code, said, summary: readFileSync(summary, 'utf8') };
};
const variables = (url: string) => ({
  GITHUB_TOKEN: 'a-token',
  GITHUB_REPOSITORY: 'o/r',
  GITHUB_API_URL: url,
});

it('what failed is one issue, which is updated, and closed once all goes well', async () => {
  const { url, issues } = await github();
  const env = variables(url);
  const first = await report({ 'run_results.json': failing }, env);
  expect(first).toMatchObject({ code: 0, said: ['2 did not go well: issue 3 was opened'] });
  expect(first.summary).toContain('- model `broken`: Runtime Error in model broken');
  expect(issues.at(-1)).toMatchObject({
    title: 'dbt: a build of prod did not go well',
    labels: ['dbt-prod'],
    state: 'open',
  });
  expect(issues.at(-1)?.body).toContain(
    '| test | `accepted_values_silver_gaps_kind__socket__audit` | Got 1 result, configured to fail if != 0 |',
  );

  const stale = JSON.stringify({
    metadata: { generated_at: '2026-11-30T16:00:00Z' },
    results: [{ unique_id: 'source.bitcoin_pipeline.raw.feed_health', status: 'error' }],
  });
  const second = await report({ 'run_results.json': failing, 'sources.json': stale }, env);
  expect(second.said).toStrictEqual(['3 did not go well: issue 3 says so']);
  expect(issues.at(-1)?.body).toContain('| source | `raw.feed_health` | it says nothing |');
  expect(issues).toHaveLength(2);

  const third = await report({ 'run_results.json': passing }, env);
  expect(third.said).toStrictEqual(['all went well: issue 3 is closed']);
  expect(issues.at(-1)).toMatchObject({
    state: 'closed',
    comments: [expect.stringContaining('(alice)')],
  });
  expect((await report({ 'run_results.json': passing }, env)).said).toStrictEqual([
    'all went well',
  ]);
  expect(issues.map(({ state }) => state)).toStrictEqual(['open', 'closed']);
});

it('says which rows a failed test found, where they were asked for', async () => {
  const { url, issues } = await github();
  const id = 'test.bitcoin_pipeline.accepted_values_silver_gaps_kind__socket__audit.0942966876';
  const found = JSON.stringify({ [id]: 'kind: lost | more, n: 3' });
  await report({ 'run_results.json': failing, 'found_rows.json': found }, variables(url));
  expect(issues.at(-1)?.body).toContain(
    'Got 1 result, configured to fail if != 0: kind: lost \\| more, n: 3 |',
  );
});

it('more that failed than an issue can hold is told by how many', async () => {
  const { url, issues } = await github();
  const results = Array.from({ length: 400 }, (_, at) => ({
    unique_id: `test.bitcoin_pipeline.not_null_silver_gaps_column_${at}.0942966876`,
    status: 'error',
    message: `Database Error in test ${at}: ${'x'.repeat(1000)}`,
  }));
  const metadata = { generated_at: '2026-11-30T16:00:00Z' };
  const { code } = await report(
    { 'run_results.json': JSON.stringify({ metadata, results }) },
    variables(url),
  );
  expect(code).toBe(0);
  const { body = '' } = issues.at(-1) ?? {};
  expect(body.length).toBeLessThan(65_536);
  expect(body).toMatch(/^400 of the newest build did not go well/);
  expect(body).toMatch(/^And \d+ more\.$/m);
  expect(body).toMatch(/closes it\.$/);
});

it('a build that wrote nothing fails, and no issue is closed', async () => {
  const { url, issues } = await github();
  const { code, said } = await report({}, variables(url));
  expect(code).toBe(1);
  expect(said[0]).toMatch(/has no run_results\.json: dbt ended before it built$/);
  const other = await report({ 'run_results.json': '{"results":1}' }, variables(url));
  expect(other.said[0]).toMatch(/is not as dbt writes it$/);
  expect(issues).toHaveLength(1);
});

it('a token that GitHub refuses is told and not quoted; none at all is refused before', async () => {
  const { url, refused } = await github();
  const wrong = { ...variables(url), GITHUB_TOKEN: 'another-token' };
  const { code, said } = await report({ 'run_results.json': failing }, wrong);
  expect({ code, said }).toStrictEqual({
    code: 1,
    said: ['operate dbt-report: GitHub answers with HTTP 401 to GET of an issue'],
  });
  expect(refused).toHaveLength(1);
  const none = { ...variables(url), GITHUB_TOKEN: '' };
  expect((await report({ 'run_results.json': failing }, none)).code).toBe(2);
});

it('a summary that can’t be written is told as that, and not as a fault of AWS', async () => {
  const { url } = await github();
  const { code, said } = await report(
    { 'run_results.json': passing },
    variables(url),
    '/nowhere/summary.md',
  );
  expect({ code, last: said.at(-1) }).toStrictEqual({
    code: 1,
    last: "operate dbt-report: ENOENT: no such file or directory, open '/nowhere/summary.md'",
  });
});
