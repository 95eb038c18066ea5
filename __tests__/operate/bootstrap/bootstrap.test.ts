import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  CreateOpenIDConnectProviderCommand,
  DeleteOpenIDConnectProviderCommand,
} from '@aws-sdk/client-iam';
import {
  DeletePublicAccessBlockCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stateBucket } from '../../../operate/bootstrap/state-bucket.ts';
import { serve } from '../../support/http-server.ts';
import { projectRoot } from '../../support/small-clone.ts';
import { openOwnerSite, type OwnerRun, type OwnerSite } from '../../support/owner/site.ts';
import { describeWithEngine } from '../../support/rehearsal/engine.ts';

/* Two accounts from nothing: each test goes on where the one before has ended. */

let site: OwnerSite;

beforeAll(async () => {
  site = await openOwnerSite();
});
afterAll(() => site.stop());

interface Told {
  readonly deeds: ReadonlyArray<{
    readonly what: string;
    readonly outcome: string;
    readonly told: ReadonlyArray<string>;
  }>;
  readonly roles: ReadonlyArray<{ readonly duty: string; readonly arn: string }>;
  readonly variables: ReadonlyArray<{ readonly name: string; readonly value: string | null }>;
}
const told = ({ printed }: OwnerRun): Told => JSON.parse(printed) as Told;
const outcomes = (run: OwnerRun): ReadonlyArray<string> =>
  told(run).deeds.map(({ what, outcome }) => `${outcome}: ${what}`);

const bucketIsThere = (): Promise<boolean> =>
  site.s3.send(new HeadBucketCommand({ Bucket: site.names.state })).then(
    () => true,
    () => false,
  );
const states = async (): Promise<ReadonlyArray<string>> => {
  const { Contents = [] } = await site.s3.send(
    new ListObjectsV2Command({ Bucket: site.names.state }),
  );
  return Contents.map(({ Key = '' }) => Key);
};
const untouched = async (): Promise<void> => {
  expect(await bucketIsThere()).toBe(false);
  expect(site.world.takeDeeds()).toStrictEqual([]);
};

/** Runs the program itself, and kills it and its engine once it has said that. Resolves to what ended it. */
const killedOnce = (said: RegExp): Promise<NodeJS.Signals | null> =>
  new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [
        join(projectRoot, 'cli/bin.mjs'),
        'bootstrap',
        `--deployment=${site.deploymentFile()}`,
        `--synthesised=${site.out}`,
      ],
      { env: site.env, detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (said.test(line) && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    });
    child.on('error', reject);
    child.on('close', (_, signal) => resolve(signal));
  });

describeWithEngine('what may not be, is refused, and nothing is touched', () => {
  it('credentials of another account', async () => {
    const { code, said } = await site.bootstrap({ deployment: { awsAccount: '444455556666' } });
    expect(code).toBe(2);
    expect(said.join()).toContain(
      'these credentials are of account 111122223333, and the configuration is of 444455556666',
    );
    await untouched();
  });

  it('the bucket of somebody else, by its name', async () => {
    const theirs = await serve((_, response) => {
      response.writeHead(403).end();
    });
    const { code, said } = await site.bootstrap({ env: { AWS_ENDPOINT_URL_S3: theirs } });
    expect(code).toBe(2);
    expect(said.join()).toContain(`the bucket name ${site.names.state} is taken`);
    await untouched();
  });

  it('the bucket in another region', async () => {
    const elsewhere = await serve((_, response) => {
      response.writeHead(301, { 'x-amz-bucket-region': 'us-west-2' }).end();
    });
    const { code, said } = await site.bootstrap({ env: { AWS_ENDPOINT_URL_S3: elsewhere } });
    expect(code).toBe(2);
    expect(said.join()).toContain(
      'is in us-west-2, and the states are to lie in eu-west-1: a bucket cannot move. Set the region to us-west-2, or give the environment another name',
    );
    await untouched();
  });

  it('nobody for Snowflake', async () => {
    const { code, said } = await site.bootstrap({ env: { SNOWFLAKE_USER: '' } });
    expect(code).toBe(2);
    expect(said.join()).toContain('set SNOWFLAKE_USER and SNOWFLAKE_AUTHENTICATOR');
    await untouched();
  });

  it('an engine that is not there', async () => {
    const { code, said } = await site.bootstrap({
      env: { TERRAFORM_BINARY_NAME: 'no-such-engine' },
    });
    expect({ code, said }).toMatchObject({
      code: 2,
      said: [expect.stringContaining('no no-such-engine')],
    });
    await untouched();
  });

  it('what was synthesised from another configuration', async () => {
    const { code, said } = await site.bootstrap({ deployment: { githubRepository: 'another' } });
    expect(code).toBe(2);
    expect(said.join()).toContain('was synthesised from another configuration: npm run synth');
    await untouched();
  });

  it('a provider to adopt where there is none', async () => {
    const { code, said } = await site.bootstrap({ deployment: { githubOidcProvider: 'adopt' } });
    expect(code).toBe(2);
    expect(said.join()).toContain('to adopt: set githubOidcProvider to create');
    await untouched();
  });
});

describeWithEngine('two accounts', () => {
  it('are told what would be made, and are not touched', async () => {
    const run = await site.bootstrap({ dry: true });
    expect(run).toMatchObject({ code: 0 });
    expect(outcomes(run)).toStrictEqual([
      `would be made: bucket ${site.names.state}`,
      'would be made: stack account',
      'would be made: stack identity',
      'would be made: stack access',
    ]);
    await untouched();
  });

  it('killed once the bucket is there: nothing else is', async () => {
    expect(await killedOnce(/^made +bucket/)).toBe('SIGKILL');
    expect(await bucketIsThere()).toBe(true);
    expect(site.world.all('aws_iam_role')).toStrictEqual([]);
  });

  it('stopped at a user: what is done stays, and the sentence says where', async () => {
    site.faults.inject({
      operation: 'create',
      type: 'snowflake_service_user',
      where: { name: 'BITCOIN_PROD_APPLY_USER' },
      kind: 'refused',
      times: 1,
    });
    const { code, said } = await site.bootstrap();
    expect(code).toBe(1);
    expect(said.at(-1)).toMatch(
      /^stopped at the stack access; what is done stays, and the same command goes on from there: .*snowflake_service_user/s,
    );
    expect(await states()).toStrictEqual(
      ['access', 'account', 'identity'].map(site.names.stateKey),
    );
  });

  it('go on by the same command', async () => {
    const run = await site.bootstrap();
    expect(run).toMatchObject({ code: 0 });
    expect(outcomes(run)).toStrictEqual([
      `was there: bucket ${site.names.state}`,
      'was there: stack account',
      'was there: stack identity',
      'changed: stack access',
    ]);
    expect(site.world.all('snowflake_service_user')).toHaveLength(7);
    expect(site.world.all('aws_iam_role')).toHaveLength(4);
    const { roles, variables } = told(run);
    expect(roles.map(({ duty, arn }) => `${duty} ${arn}`)).toStrictEqual(
      ['plan', 'apply', 'destroy', 'operate'].map(
        (duty) => `${duty} arn:aws:iam::111122223333:role/deploy/bitcoin-pipeline-prod-${duty}`,
      ),
    );
    const document = { Version: '2012-10-17', Statement: expect.any(Array) };
    expect(roles).toMatchObject(
      roles.map(() => ({ trust: document, permissions: expect.arrayContaining([document]) })),
    );
    expect(variables.map(({ name }) => name)).toContain('AWS_TERRAFORM_ROLE_ARN');
  });

  it('are left alone by the next, which says so, and what to set in the repository', async () => {
    site.world.takeDeeds();
    const { code, printed } = await site.bootstrap({ json: false });
    expect(code).toBe(0);
    expect(site.world.takeDeeds()).toStrictEqual([]);
    expect(printed).toContain('Nothing was to be done: all is there, as it is written down.');
    expect(printed).toContain('Role bitcoin-pipeline-prod-apply (apply), who may take it:');
    expect(printed).toMatch(
      /^gh variable set DEPLOYMENT --repo your-organisation\/bitcoin-pipeline < .*\.json$/m,
    );
    expect(printed).toContain(
      'gh variable set AWS_PLAN_ROLE_ARN --repo your-organisation/bitcoin-pipeline --body arn:aws:iam::111122223333:role/deploy/bitcoin-pipeline-prod-plan',
    );
  });

  it('get back what was taken from the bucket, and keep what else its policy says', async () => {
    const Bucket = site.names.state;
    const mine = {
      Sid: 'Mine',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:DeleteBucket',
      Resource: site.names.stateArn,
    };
    await site.s3.send(
      new PutBucketPolicyCommand({
        Bucket,
        Policy: JSON.stringify({ Version: '2012-10-17', Statement: [mine] }),
      }),
    );
    await site.s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    await site.s3.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } }),
    );
    const lacks = ['keeps versions', 'is closed to the public', 'is asked by TLS alone'];
    const what = `bucket ${Bucket}`;
    expect(await stateBucket(site.s3, site.names, true, true)).toStrictEqual({
      what,
      outcome: 'would be changed',
      told: lacks,
    });
    expect((await site.s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe(
      'Suspended',
    );
    expect(await stateBucket(site.s3, site.names, true, false)).toStrictEqual({
      what,
      outcome: 'changed',
      told: lacks,
    });
    expect((await stateBucket(site.s3, site.names, true, false)).outcome).toBe('was there');
    const { Policy = '' } = await site.s3.send(new GetBucketPolicyCommand({ Bucket }));
    expect(JSON.parse(Policy)).toMatchObject({
      Statement: [mine, { Sid: 'OnlyByTls', Effect: 'Deny' }],
    });
  });
});

describeWithEngine('an account with a provider of GitHub tokens', () => {
  const provider = (audiences: ReadonlyArray<string>) =>
    site.iam.send(
      new CreateOpenIDConnectProviderCommand({
        Url: 'https://token.actions.githubusercontent.com',
        ClientIDList: [...audiences],
      }),
    );
  const remove = () =>
    site.iam.send(
      new DeleteOpenIDConnectProviderCommand({
        OpenIDConnectProviderArn: site.names.oidcProviderArn,
      }),
    );

  it('that others use as well is not taken from them', async () => {
    await provider(['sts.amazonaws.com', 'https://github.com/others']);
    const { code, said } = await site.bootstrap();
    expect(code).toBe(2);
    expect(said.join()).toContain('that others use too (https://github.com/others)');
    await remove();
  });

  it('that takes no tokens for AWS is not adopted', async () => {
    await provider(['https://github.com/others']);
    const { code, said } = await site.bootstrap({ deployment: { githubOidcProvider: 'adopt' } });
    expect(code).toBe(2);
    expect(said.join()).toContain('aws iam add-client-id-to-open-id-connect-provider');
    await remove();
  });

  it('that no state knows of is taken on, not made twice', async () => {
    await site.reset();
    await provider(['sts.amazonaws.com']);
    const [made] = site.world.all('aws_iam_openid_connect_provider');
    if (made === undefined) throw new Error('nothing was made before');
    // as the service calls it, where the rehearsal's provider makes an id up
    site.world.delete(made.type, made.fields);
    site.world.create(made.type, {
      ...made.fields,
      id: site.names.oidcProviderArn,
      arn: site.names.oidcProviderArn,
    });
    for (const { type, fields } of site.world.all())
      if (type !== made.type) site.world.delete(type, fields);
    site.world.takeDeeds();
    const run = await site.bootstrap();
    expect(run).toMatchObject({ code: 0 });
    expect(outcomes(run).slice(0, 3)).toStrictEqual([
      `made: bucket ${site.names.state}`,
      'adopted: stack account',
      'made: stack identity',
    ]);
    expect(site.world.all('aws_iam_openid_connect_provider')).toHaveLength(1);
  });
});
