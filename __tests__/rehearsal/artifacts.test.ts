import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { CreateDeliveryStreamCommand, FirehoseClient } from '@aws-sdk/client-firehose';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../simulator/index.ts';
import type { Alarm } from '../../stacks/monitoring/alarm.ts';
import { alarmsOfListener } from '../../stacks/monitoring/of-listener.ts';
import { alarmsOfPoller } from '../../stacks/monitoring/of-poller.ts';
import { namesOf } from '../../stacks/names.ts';
import { listenerFiles, pollerFiles } from '../../stacks/pack/bundles.ts';
import { toldIn } from '../support/aws/embedded-metrics.ts';
import { startFaultProxy, type FaultProxy, type ProxyRequest } from '../support/aws/fault-proxy.ts';
import { credentials, startMinistack, type Ministack } from '../support/aws/ministack.ts';
import { deploymentWith } from '../support/stacks/deployment.ts';
import { iamOf } from '../support/stacks/iam.ts';
import { ofType, synthesise, theOne } from '../support/stacks/synthesised.ts';
import { startThere, unpack, type Unpacked } from '../support/stacks/unpacked.ts';

/*
 * What is packed, run with what the stacks hand it: every call it makes is one that its role may make, and what it
 * tells is what alarms look at.
 */

const deployment = deploymentWith();
const names = namesOf(deployment);
const all = synthesise(deployment);
const iam = iamOf(all, deployment.awsAccount, names.base);

const NAMESPACE = 'BitcoinPipeline';
/** The metrics of ours that these alarms look at, as the stack has them. */
const watched = (alarms: ReadonlyArray<Alarm>): ReadonlyArray<unknown> => {
  const kinds = new Set(alarms.map(({ kind }) => names.alarm(kind)));
  return ofType(all['monitoring'], 'aws_cloudwatch_metric_alarm')
    .filter((each) => kinds.has(String(each['alarm_name'])) && each['namespace'] === NAMESPACE)
    .map(({ metric_name: name, dimensions }) => ({ namespace: NAMESPACE, name, dimensions }));
};

const bare = { PATH: process.env['PATH'] ?? '', ...credentials };

let ministack: Ministack;
let proxy: FaultProxy;
let simulator: Simulator;
let seen: Array<ProxyRequest> = [];

beforeAll(async () => {
  ministack = await startMinistack();
  const at = {
    endpoint: ministack.endpoint,
    region: names.region,
    credentials: {
      accessKeyId: credentials.AWS_ACCESS_KEY_ID,
      secretAccessKey: credentials.AWS_SECRET_ACCESS_KEY,
    },
  };
  const s3 = new S3Client({ ...at, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: names.lake }));
  s3.destroy();
  const firehose = new FirehoseClient(at);
  for (const { name } of ofType(all['stream'], 'aws_kinesis_firehose_delivery_stream'))
    await firehose.send(
      new CreateDeliveryStreamCommand({
        DeliveryStreamName: String(name),
        ExtendedS3DestinationConfiguration: {
          BucketARN: names.lakeArn,
          RoleARN: names.roleArn('firehose'),
        },
      }),
    );
  firehose.destroy();
  proxy = await startFaultProxy(ministack.endpoint);
  proxy.faults.decide((request) => {
    seen.push(request);
    return { kind: 'pass' };
  });
  simulator = await startSimulator({ rows: 200, tickMs: 200 });
});
afterAll(async () => {
  await simulator.stop();
  await proxy.stop();
  await ministack.stop();
});
beforeEach(() => {
  seen = [];
});

describe('the packed listener', () => {
  let there: Unpacked;
  beforeAll(async () => {
    there = await unpack(listenerFiles);
  });
  afterAll(() => there.remove());

  /** What differs between this machine and an instance. */
  const here = (): Readonly<Record<string, string>> => ({
    BITCOIN_PIPELINE_URL: simulator.url,
    BITCOIN_PIPELINE_SPOOL: there.path('spool'),
    BITCOIN_PIPELINE_METRICS_FILE: there.path('metrics.ndjson'),
  });

  /** Writes the variables by the instance's own script; the command of AWS gives what the stack's parameters say. */
  const writeEnvironment = (): void => {
    const given = ofType(all['listener'], 'aws_ssm_parameter')
      .map(({ name, value }) => [String(name), String(value)] as const)
      .filter(([name]) => name.startsWith(`${names.listenerParameters}/`))
      .map(([name, value]) => `${name}\t${here()[name.split('/').at(-1) ?? ''] ?? value}`);
    mkdirSync(there.path('bin'), { recursive: true });
    writeFileSync(there.path('parameters'), `${given.join('\n')}\n`);
    writeFileSync(there.path('bin/aws'), `#!/bin/sh\ncat '${there.path('parameters')}'\n`, {
      mode: 0o755,
    });
    const script = readFileSync(there.path('host/write-environment.sh'), 'utf8');
    execFileSync('bash', ['--norc', '-c', script.replaceAll('/etc/mempool', there.path())], {
      env: {
        PATH: `${there.path('bin')}:${bare.PATH}`,
        ENVIRONMENT_PARAMETERS: names.listenerParameters,
      },
    });
  };
  /** What a unit starts, with the variables it is given. */
  const start = (env: Readonly<Record<string, string>> = {}, name = 'listener') => {
    const unit = readFileSync(there.path(`host/mempool-${name}.service`), 'utf8');
    const command = (/^ExecStart=(.*)$/m.exec(unit)?.[1] ?? '')
      .replace('/usr/bin/node-24', process.execPath)
      .replace('/opt/mempool/', there.path('/'));
    const line = `set -a; . '${there.path('mempool.env')}'; exec ${command}`;
    return startThere(['bash', '--norc', '-c', line], there.path(), {
      ...bare,
      BITCOIN_PIPELINE_ENDPOINT: proxy.url,
      ...env,
    });
  };

  it('sends to every stream that it is told of, and calls nothing else', async () => {
    writeEnvironment();
    const listener = start();
    const told = ofType(all['stream'], 'aws_kinesis_firehose_delivery_stream').map(({ name }) =>
      String(name),
    );
    await expect
      .poll(
        () => {
          simulator.quote();
          simulator.mineBlock();
          simulator.fault('garbage'); // quarantine
          simulator.fault('drop'); // a gap, which is told at once
          expect(listener.process.exitCode, listener.said()).toBeNull();
          return [...new Set(seen.flatMap(({ batch }) => batch?.stream ?? []))].toSorted();
        },
        { interval: 500 },
      )
      .toStrictEqual(told.toSorted());
    listener.process.kill('SIGTERM');
    expect(await listener.ended, listener.said()).toBe(0);
    expect(new Set(seen.map(({ operation }) => operation))).toStrictEqual(
      new Set(['PutRecordBatch']),
    );
    for (const stream of told) {
      const resource = names.arn('firehose', `deliverystream/${stream}`);
      const call = { role: 'listener', action: 'firehose:PutRecordBatch', resource };
      expect(await iam.judge(call)).toBe('Allowed');
    }
  });

  it('tells, with what tells of the clock, every metric that its alarms look at', async () => {
    writeEnvironment();
    rmSync(there.path('metrics.ndjson'), { force: true });
    const tracking = 'A9FEA97B,169.254.169.123,4,1.1,0.001,0,0,0,0,0,0,0,16.2,Normal';
    writeFileSync(there.path('bin/chronyc'), `#!/bin/sh\necho '${tracking}'\n`, { mode: 0o755 });
    const clock = start({ PATH: `${there.path('bin')}:${bare.PATH}` }, 'clock');
    expect(await clock.ended, clock.said()).toBe(0);
    const listener = start();
    await expect.poll(() => seen.length, { interval: 500 }).toBeGreaterThan(0);
    listener.process.kill('SIGTERM');
    expect(await listener.ended, listener.said()).toBe(0);
    const alarms = watched(alarmsOfListener(deployment));
    expect(alarms.length).toBeGreaterThan(5);
    const told = toldIn(readFileSync(there.path('metrics.ndjson'), 'utf8'));
    for (const metric of alarms) expect(told).toContainEqual(metric);
  });

  it('does not start with a variable that nothing in it reads', async () => {
    writeEnvironment();
    const listener = start({ BITCOIN_PIPELINE_MADE_UP: '1' });
    expect(await listener.ended).not.toBe(0);
    expect(listener.said()).toContain('BITCOIN_PIPELINE_MADE_UP is no setting');
  });
});

describe('the packed poller', () => {
  let there: Unpacked;
  beforeAll(async () => {
    there = await unpack(pollerFiles);
  });
  afterAll(() => there.remove());

  const { environment, handler } = theOne(all['poller'], 'aws_lambda_function');
  const { variables } = environment as { readonly variables: Readonly<Record<string, string>> };
  const [file = '', exported = ''] = String(handler).split('.');
  const call = (others: Readonly<Record<string, string>> = {}) =>
    startThere(
      [
        process.execPath,
        '--input-type=module',
        '-e',
        `const { ${exported} } = await import(${JSON.stringify(there.path(`${file}.mjs`))});
         const answer = await ${exported}({}, { getRemainingTimeInMillis: () => 9000 });
         console.log(JSON.stringify(answer));`,
      ],
      there.path(),
      {
        ...bare,
        AWS_REGION: names.region, // the service sets it
        ...variables,
        BITCOIN_PIPELINE_URL: simulator.url,
        BITCOIN_PIPELINE_ENDPOINT: proxy.url,
        ...others,
      },
    );

  /** The permission that a request to S3 needs, and on what. */
  const callOf = ({ operation, path }: ProxyRequest) => {
    const { pathname } = new URL(path, proxy.url);
    const resource = `arn:aws:s3:::${decodeURIComponent(pathname.slice(1))}`;
    const actions: Readonly<Record<string, string>> = { GET: 's3:GetObject', PUT: 's3:PutObject' };
    return { role: 'poller', action: actions[operation] ?? operation, resource };
  };

  it('writes where its role lets it, and calls nothing else', async () => {
    for (let turn = 0; turn < 2; turn += 1) {
      simulator.mineBlock();
      const poller = call();
      expect(await poller.ended, poller.said()).toBe(0);
      expect(poller.said()).toContain('"end":"finished"');
    }
    const calls = seen.map(callOf);
    for (const made of calls) expect(await iam.judge(made), JSON.stringify(made)).toBe('Allowed');
    expect(new Set(calls.map(({ action }) => action))).toStrictEqual(
      new Set(['s3:GetObject', 's3:PutObject']),
    );
    const written = calls
      .filter(({ action }) => action === 's3:PutObject')
      .map(({ resource }) => resource);
    for (const key of [names.pollerStateKey, names.lakeDescriptionKey])
      expect(written).toContain(names.lakeObjectsArn(key));
  });

  it('tells every metric that its alarms look at', async () => {
    const poller = call();
    expect(await poller.ended, poller.said()).toBe(0);
    const alarms = watched(alarmsOfPoller(names, deployment));
    expect(alarms).not.toHaveLength(0);
    for (const metric of alarms) expect(toldIn(poller.said())).toContainEqual(metric);
  });

  it('does not run with a variable that nothing in it reads', async () => {
    const poller = call({ BITCOIN_PIPELINE_MADE_UP: '1' });
    expect(await poller.ended).not.toBe(0);
    expect(poller.said()).toContain('BITCOIN_PIPELINE_MADE_UP is no setting of the poller');
  });
});
