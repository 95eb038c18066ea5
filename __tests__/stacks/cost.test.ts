import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { main } from '../../cli/main.ts';
import { lean } from '../../cost/inputs.ts';
import { agentConfig } from '../../stacks/listener/agent-config.ts';
import { namesOf } from '../../stacks/names.ts';
import { deploymentWith, example } from '../support/stacks/deployment.ts';
import { ofType, synthesise, theOne } from '../support/stacks/synthesised.ts';

interface Told {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What the command says of a configuration. */
const costOf = async (
  others: Readonly<Record<string, unknown>>,
  ...args: ReadonlyArray<string>
): Promise<Told> => {
  const folder = mkdtempSync(join(tmpdir(), 'cost-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'deployment.json');
  writeFileSync(file, JSON.stringify({ ...example, ...others }));
  const said = { out: '', err: '' };
  const into = (stream: 'out' | 'err') => (text: unknown) => {
    said[stream] += String(text);
    return true;
  };
  const out = vi.spyOn(process.stdout, 'write').mockImplementation(into('out'));
  const err = vi.spyOn(process.stderr, 'write').mockImplementation(into('err'));
  const code = await main(['cost', '--deployment', file, ...args]).finally(() => {
    out.mockRestore();
    err.mockRestore();
  });
  return { code, ...said };
};

const inputsOf = async (others: Readonly<Record<string, unknown>>): Promise<typeof lean> => {
  const { out } = await costOf({ monthlyBudgetUsd: 1000, ...others }, '--json');
  return (JSON.parse(out) as { readonly inputs: typeof lean }).inputs;
};

it('the example is within its budget', async () => {
  const { code, out } = await costOf({});
  expect(code).toBe(0);
  expect(out).toMatch(/\n {2}budget +20\.00\n$/);
  expect(out).toContain('lists of us-east-1 as noted on 2026-11-21');
});

it('a budget that is passed ends with 1, and says what to change', async () => {
  const { code, err } = await costOf({ monthlyBudgetUsd: 15 });
  expect(code).toBe(1);
  expect(err).toContain(
    "above the budget of 15; the largest part is AWS's instance with 6.13: stop",
  );
  const often = await costOf({ monthlyBudgetUsd: 1000 }, '--dbt-runs-per-day', '24');
  expect(often.err).toContain('30.4 credits, and is suspended at 10');
});

it('--json is one document with inputs, prices, parts and limits', async () => {
  const { out } = await costOf({}, '--json', '--dashboard-builds', '4');
  expect(JSON.parse(out)).toMatchObject({
    listed: { region: 'us-east-1', date: '2026-11-21' },
    inputs: { dashboardBuildsPerDay: 4 },
    limits: { usd: 20, credits: 10 },
  });
});

it.each([
  [['--dbt-runs-per-day', 'often'], '--dbt-runs-per-day takes a whole number from 0 to 1440'],
  [['--nonsense'], '--nonsense'],
])('%j is wrong usage', async (args, reason) => {
  const { code, err } = await costOf({}, ...args);
  expect(code).toBe(2);
  expect(err).toContain(reason);
});

it('a configuration with a fault is wrong usage, and told whole', async () => {
  const { code, err } = await costOf({ region: 'nowhere', email: 'nobody' });
  expect(code).toBe(2);
  expect(err).toContain('region takes');
  expect(err).toContain('email takes');
});

it('reckons with what the stacks make of the configuration', async () => {
  for (const others of [
    {},
    { listenerSpoolMib: 4096, firehoseBufferSeconds: 900, firehoseBufferMib: 5 },
  ]) {
    const inputs = await inputsOf(others);
    const all = synthesise(deploymentWith(others));
    expect(inputs.spoolGib).toBe(theOne(all['listener'], 'aws_ebs_volume')['size']);
    const [stream] = ofType(all['stream'], 'aws_kinesis_firehose_delivery_stream');
    expect(stream?.['extended_s3_configuration']).toMatchObject({
      buffering_interval: inputs.bufferSeconds,
      buffering_size: inputs.bufferMib,
    });
    expect(theOne(all['poller'], 'aws_lambda_function')['memory_size']).toBe(inputs.pollerMib);
    expect(theOne(all['listener'], 'aws_launch_template')).toMatchObject({
      instance_type: 't4g.micro',
      block_device_mappings: [{ ebs: { volume_size: inputs.rootGib } }],
    });
    expect(theOne(all['access'], 'snowflake_warehouse')).toMatchObject({
      auto_suspend: inputs.suspendSeconds,
    });
  }
  expect((await inputsOf({ listenerAuditMinutes: 0 })).auditsPerDay).toBe(0);
  expect((await inputsOf({ listenerAuditMinutes: 60 })).auditsPerDay).toBe(24);
});

it('reckons with a public address where the listener asks for one', async () => {
  const there = { vpcId: 'vpc-0123456789abcdef0', subnetId: 'subnet-0123456789abcdef0' };
  for (const [others, addresses] of [[{}, 1] as const, [there, 0] as const]) {
    expect((await inputsOf(others)).publicAddresses).toBe(addresses);
    const launch = theOne(synthesise(deploymentWith(others))['listener'], 'aws_launch_template');
    const asks = JSON.stringify(launch['network_interfaces']).includes('associate_public_ip');
    expect(asks).toBe(addresses === 1);
  }
  expect((await costOf(there)).out).toMatch(/AWS: public address +0\.00$/m);
});

it('counts the alarms and metrics that there are', () => {
  const alarms = ofType(synthesise()['monitoring'], 'aws_cloudwatch_metric_alarm');
  expect(lean.alarms).toBe(alarms.length);

  const ours = new Set(
    alarms
      .filter((each) => each['namespace'] === 'BitcoinPipeline')
      .map((each) => each['metric_name']),
  );
  const names = namesOf(deploymentWith());
  const { metrics_collected: collected } = (
    JSON.parse(agentConfig(names, 'prod')) as {
      readonly metrics: {
        readonly metrics_collected: Readonly<
          Record<string, { readonly resources?: ReadonlyArray<string> }>
        >;
      };
    }
  ).metrics;
  // without resources one; with them each as it is and by path, and all of them by the environment
  const ofAgent = Object.values(collected).reduce(
    (sum, { resources }) => sum + (resources === undefined ? 1 : 2 * resources.length + 1),
    0,
  );
  expect(lean.customMetrics).toBe(ours.size + ofAgent);
});
