import { PutObjectCommand, CreateBucketCommand } from '@aws-sdk/client-s3';
import { streams } from '@bitcoin-pipeline/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stateBucket } from '../../../operate/bootstrap/state-bucket.ts';
import type { Finding } from '../../../operate/doctor/finding.ts';
import { repositoryVariables } from '../../../operate/owner/variables.ts';
import { workloadsOf } from '../../../stacks/identity/workloads.ts';
import { goodRepository, serveGithub } from '../../support/owner/github.ts';
import { makeProvider, makeRoles } from '../../support/owner/in-iam.ts';
import { servePeople } from '../../support/owner/people.ts';
import { openOwnerSite, type OwnerRun, type OwnerSite } from '../../support/owner/site.ts';
import { serve } from '../../support/http-server.ts';
import { deploymentWith, example } from '../../support/stacks/deployment.ts';

/* One environment, looked at while it comes about: each test goes on where the one before has ended. */

let site: OwnerSite;
const deployment = deploymentWith();

beforeAll(async () => {
  site = await openOwnerSite();
});
afterAll(() => site.stop());

const found = ({ printed }: OwnerRun): ReadonlyArray<Finding> =>
  (JSON.parse(printed) as { readonly findings: ReadonlyArray<Finding> }).findings;
const of = (run: OwnerRun, what: string): Finding | undefined =>
  found(run).find((finding) => finding.what === what);
const lines = (run: OwnerRun, state: Finding['state']): ReadonlyArray<string> =>
  found(run)
    .filter((finding) => finding.state === state)
    .map(({ what, told }) => `${what}: ${told}`);
const whats = (run: OwnerRun, state: Finding['state']): ReadonlyArray<string> =>
  found(run)
    .filter((finding) => finding.state === state)
    .map(({ what }) => what);

const role = (duty: string): string => `bitcoin-pipeline-prod-${duty}`;
const identity = () => site.stacks.find(({ name }) => name === 'identity');
const subject = (context: string): string =>
  `repo:your-organisation@1234567/bitcoin-pipeline@987654321:${context}`;

describe('an environment', () => {
  it('of which nothing is there: all that is missing is named, in order, and nothing is taken for there', async () => {
    const run = await site.doctor();
    expect(run.code).toBe(1);
    expect(whats(run, 'there').filter((what) => what !== 'engine')).toStrictEqual([
      'configuration',
      'account 111122223333',
    ]);
    expect(whats(run, 'missing').filter((what) => what !== 'engine')).toStrictEqual([
      `bucket ${site.names.state}`,
      `provider ${site.names.oidcProviderArn}`,
      ...['plan', 'apply', 'destroy', 'operate'].map((duty) => `role ${role(duty)}`),
      ...site.stacks.map(({ name }) => `stack ${name}`),
      `lake ${site.names.lake}`,
    ]);
    expect(whats(run, 'not looked at')).toStrictEqual([
      "Snowflake's roles and users",
      'GitHub: numbers, environments and variables',
    ]);
    expect(of(run, `bucket ${site.names.state}`)?.next).toBe('npx bitcoin-pipeline bootstrap');
    expect(of(run, 'stack identity')?.next).toBe('npx bitcoin-pipeline bootstrap');
    expect(of(run, 'stack storage')?.next).toBe('gh workflow run deploy.yml');
  });

  it('after half a bootstrap: a bucket that was not closed, a role that trusts others', async () => {
    await site.s3.send(
      new CreateBucketCommand({
        Bucket: site.names.state,
        CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
      }),
    );
    await makeProvider(site.iam);
    await makeRoles(site.iam, identity(), (name, trust) => {
      if (name === role('apply'))
        return trust.replaceAll(/repo:your-organisation@1234567/g, 'repo:others@7');
      return name === role('destroy') ? trust.replace('sts.amazonaws.com', 'others') : trust;
    });
    const run = await site.doctor();
    expect(of(run, `bucket ${site.names.state}`)?.told).toMatch(
      /^not so: it keeps versions, .*is asked by TLS alone/,
    );
    expect(of(run, `provider ${site.names.oidcProviderArn}`)?.state).toBe('there');
    expect(of(run, `role ${role('plan')}`)?.state).toBe('there');
    expect(of(run, `role ${role('apply')}`)).toMatchObject({
      state: 'missing',
      told: `it does not trust ${subject('environment:prod')}; it trusts repo:others@7/bitcoin-pipeline@987654321:environment:prod, which no workflow of yours is`,
    });
    expect(of(run, `role ${role('destroy')}`)?.told).toContain('under other conditions');
  });

  it('whole: nothing is missing, and the exit code says so', async () => {
    await site.reset();
    await stateBucket(site.s3, site.names, false, false);
    await makeProvider(site.iam);
    await makeRoles(site.iam, identity());
    const state = JSON.stringify({ resources: [{ mode: 'managed' }, { mode: 'data' }] });
    for (const { name } of site.stacks)
      await site.s3.send(
        new PutObjectCommand({
          Bucket: site.names.state,
          Key: site.names.stateKey(name),
          Body: state,
        }),
      );
    await site.s3.send(
      new CreateBucketCommand({
        Bucket: site.names.lake,
        CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
      }),
    );
    const now = new Date();
    const hour = `dt=${now.toISOString().slice(0, 10)}/hr=${now.toISOString().slice(11, 13)}`;
    for (const [stream, { prefix }] of Object.entries(streams))
      await site.s3.send(
        new PutObjectCommand({
          Bucket: site.names.lake,
          Key: `${prefix}${hour}/${site.names.deliveryStream(stream)}-1-a.ndjson.gz`,
          Body: 'a',
        }),
      );
    const { deployer, planner, loader, transformer, reporter } = site.names;
    const people = await servePeople({
      roles: [deployer, planner, loader, transformer, reporter],
      users: {
        ...Object.fromEntries(
          workloadsOf(deployment, site.names).map((each) => [each.user, each.subject]),
        ),
        [site.names.snowflakeUser(reporter)]: '',
      },
    });
    const variables = repositoryVariables({ deployment, names: site.names }).map(
      ({ name, value }) => [name, value ?? JSON.stringify(example)] as const,
    );
    const github = await serveGithub(goodRepository(Object.fromEntries(variables)));
    const run = await site.doctor({ env: { ...people, ...github } });
    expect(lines(run, 'missing').filter((line) => !line.startsWith('engine'))).toStrictEqual([]);
    expect(whats(run, 'not looked at')).toStrictEqual([]);
    expect(run.code).toBe(of(run, 'engine')?.state === 'there' ? 0 : 1);
    expect(of(run, 'stack tables')?.told).toBe('1 resources');
    expect(of(run, 'data of mempool-block')?.told).toMatch(/^the newest at 20/);
    expect(of(run, 'identity of BITCOIN_PROD_APPLY_USER')?.told).toBe(subject('environment:prod'));
  });

  it('in text: each with its next command, and where to begin', async () => {
    const { code, printed, said } = await site.doctor({
      json: false,
      deployment: { environment: 'trial' },
    });
    expect({ code, said: said.at(-1) }).toMatchObject({
      code: 1,
      said: expect.stringMatching(/^\d+ missing$/),
    });
    expect(printed).toMatch(
      /^missing {8}bucket bitcoin-pipeline-trial-state-111122223333: is not there\n {17}→ npx bitcoin-pipeline bootstrap$/m,
    );
    expect(printed).toMatch(/\d+ missing; \d+ not looked at\. Begin with: \S/);
  });
});

describe('what is wrong', () => {
  it('with the people of Snowflake', async () => {
    const { loader, deployer } = site.names;
    const env = await servePeople({
      roles: [deployer, loader],
      users: {
        [site.names.snowflakeUser(loader)]:
          'repo:your-organisation/bitcoin-pipeline:environment:prod-operate',
      },
    });
    const run = await site.doctor({ env });
    expect(lines(run, 'missing')).toEqual(
      expect.arrayContaining([
        "Snowflake's role BITCOIN_PROD_PLANNER: is not there, as far as this role sees",
        "Snowflake's user BITCOIN_PROD_APPLY_USER: is not there, as far as this role sees",
        `identity of BITCOIN_PROD_LOADER_USER: its workflow says ${subject('environment:prod-operate')}, and it is bound to repo:your-organisation/bitcoin-pipeline:environment:prod-operate`,
      ]),
    );
  });

  it('with the repository: numbers, form, environments, variables', async () => {
    const good = goodRepository({ AWS_REGION: 'us-east-2' });
    const env = await serveGithub({
      ...good,
      '': { id: 5, owner: { id: 1234567 } },
      '/actions/oidc/customization/sub': { use_default: true, use_immutable_subject: false },
      '/environments': {
        environments: [
          { name: 'prod', protection_rules: [], deployment_branch_policy: {} },
          { name: 'prod-dbt', protection_rules: [], deployment_branch_policy: null },
        ],
      },
    });
    const run = await site.doctor({ env });
    expect(lines(run, 'missing')).toEqual(
      expect.arrayContaining([
        'repository your-organisation/bitcoin-pipeline: githubRepositoryId is 5',
        'form of its subjects: githubSubjects is immutable, and they are named: Snowflake would refuse them',
        'environment prod: nobody has to approve',
        'environment prod-destroy: is not there',
        'environment prod-dbt: any branch may run in it',
        'variable AWS_REGION: has another value',
        'variable AWS_PLAN_ROLE_ARN: is not set',
      ]),
    );
    expect(of(run, 'variable AWS_REGION')?.next).toBe(
      'gh variable set AWS_REGION --repo your-organisation/bitcoin-pipeline --body eu-west-1',
    );
  });

  it('with none of its variables, though others are set before them', async () => {
    const others = Array.from({ length: 60 }, (_, at) => [`A_${at}`, 'x'] as const);
    const all = Object.fromEntries([...others, ['AWS_REGION', 'eu-west-1']]);
    const run = await site.doctor({ env: await serveGithub(goodRepository(all)) });
    expect(of(run, 'variable AWS_REGION')?.state).toBe('there');
    expect(of(run, 'variable AWS_PLAN_ROLE_ARN')?.told).toBe('is not set');
  });

  it('with who asks GitHub: what it refuses was not looked at', async () => {
    const run = await site.doctor({ env: await serveGithub({}) });
    expect(lines(run, 'not looked at')).toEqual(
      expect.arrayContaining([
        'variables: GitHub answers with HTTP 403',
        'environments: GitHub answers with HTTP 403',
      ]),
    );
  });

  it('with the credentials: of another account nothing is looked at', async () => {
    const run = await site.doctor({ deployment: { awsAccount: '444455556666' } });
    expect(lines(run, 'missing')[0]).toContain('these credentials are of account 111122223333');
    expect(whats(run, 'not looked at')).toContain('all else in AWS');
    expect(found(run).some(({ what }) => what.startsWith('role '))).toBe(false);
  });

  it('with the configuration: all else follows from it', async () => {
    const run = await site.doctor({ deployment: { region: 5 } });
    expect(run.code).toBe(1);
    expect(whats(run, 'missing')).toStrictEqual(['configuration']);
    expect(whats(run, 'not looked at')).toStrictEqual(['all else']);
  });

  it('with what AWS refuses to tell', async () => {
    const refusing = await serve((_, response) => {
      response.writeHead(403, { 'content-type': 'text/xml' });
      response.end('<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>');
    });
    const run = await site.doctor({ env: { AWS_ENDPOINT_URL_IAM: refusing } });
    expect(of(run, `role ${role('plan')}`)).toMatchObject({
      state: 'not looked at',
      told: 'AWS did not say (access-denied, AccessDenied)',
    });
  });
});

describe('a token', () => {
  it('that was given: the role that takes it, as it is held', async () => {
    const run = await site.doctor({ subject: subject('environment:prod-operate') });
    expect(of(run, `token ${subject('environment:prod-operate')}`)).toMatchObject({
      state: 'there',
      told: `${role('operate')} takes it`,
    });
  });

  it('of the job that this runs in, by its claims', async () => {
    const claims = {
      sub: 'repo:your-organisation/bitcoin-pipeline:environment:staging',
      repository_id: '5',
      repository_owner_id: '1234567',
    };
    const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
    const asked: Array<string> = [];
    const url = await serve(({ url: path = '' }, response) => {
      asked.push(path);
      response.end(JSON.stringify({ value: `e30.${payload}.e30` }));
    });
    const run = await site.doctor({
      env: {
        ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/token?api=1`,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'a',
      },
    });
    expect(asked[0]).toContain('audience=sts.amazonaws.com');
    expect(of(run, 'token of this job')?.told).toBe('githubRepositoryId is 5, not 987654321');
    expect(of(run, `token ${claims.sub}`)?.told).toMatch(
      /^no role is for a job in environment staging; plan is for /,
    );
    expect(run.printed).not.toContain(payload);
  });
});
