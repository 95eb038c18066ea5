import { readFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UpdateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { rawTables } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Cdktf } from '../../operate/machine.ts';
import { openMadeUpStage, type MadeUpStage } from '../../rehearsal/made-up-stage.ts';
import { readSynthesised } from '../../rehearsal/synthesised.ts';
import { keysIn, textIn } from '../support/aws/bucket-lines.ts';
import { serve } from '../support/http-server.ts';
import { engineCdktf } from '../support/operate/engine-cdktf.ts';
import { openSite, type RunOf, type RunOptions, type Site } from '../support/operate/site.ts';
import { operated } from '../support/operate/stacks.ts';
import { describeWithEngine, engine } from '../support/rehearsal/engine.ts';
import { writeFixture } from '../support/rehearsal/fixture.ts';
import { right } from '../support/warehouse.ts';

/* One environment from nothing to gone: each test goes on where the one before has ended. */

const stacks = ['storage', 'listener'] as const;

let site: Site;
let stage: MadeUpStage;
let folder: string;
/** Of the launch template, whose provider is not among the rehearsal's. */
let version = 0;

const artifact = (of: number): string => `listener/${of}.zip`;

/** What an apply of the real stack does to the group and the bucket of packed listeners. */
const applied = async (stack: string): Promise<void> => {
  if (stack !== 'listener') return;
  const { s3 } = site.aws;
  const place = { Bucket: site.names.artifacts };
  version += 1;
  await s3.send(
    new PutObjectCommand({ ...place, Key: artifact(version), Body: `listener ${version}` }),
  );
  await s3.send(new DeleteObjectCommand({ ...place, Key: artifact(version - 1) }));
  await site.aws.makeGroup(String(version));
};
const cdktf = engineCdktf(applied);

const run = (words: ReadonlyArray<string>, options: RunOptions = {}): Promise<RunOf> =>
  site.run([...words, '--synthesised', stage.out], { env: stage.env, cdktf, ...options });
const planFile = (): string => join(folder, 'plan.json');
const planned = (...of: ReadonlyArray<string>): Promise<RunOf> =>
  run(['plan', ...of, '--out', planFile()]);
const deploy = (of: ReadonlyArray<string>, options: RunOptions = {}): Promise<RunOf> =>
  run(['deploy', ...of, '--reviewed', planFile()], options);
const held = async (stack: string): Promise<ReadonlyArray<string>> => {
  const staged = stage.staged.find((each) => each.stack.name === stack);
  return staged === undefined ? [] : right(await staged.engine.held());
};
/** What lies in a stack's file, in another way than before. */
const change = (from: string, to: string): void => {
  const file = join(stage.out, 'stacks/listener/cdk.tf.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
};
const logGroups = () =>
  stage.world.all('aws_cloudwatch_log_group').map(({ fields }) => fields['retention_in_days']);

describeWithEngine('an environment', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'operate-plans-'));
    const { out, remove } = writeFixture(operated);
    site = await openSite();
    stage = await openMadeUpStage(out, right(await readSynthesised(out)), engine());
    remove();
  });
  afterAll(async () => {
    await stage.close();
    await site.stop();
    rmSync(folder, { recursive: true });
  });

  it('is planned: what would be made, for review, and nothing is', async () => {
    const { code, said, summary } = await planned(...stacks);
    expect({ code, said }).toStrictEqual({
      code: 0,
      said: ['storage: 2 create', 'listener: 4 create'],
    });
    expect(summary).toContain('- **create** `aws_s3_bucket.lake`');
    expect(summary).toMatch(/\*\*A month costs \d+\.\d\d USD\*\*; nothing is deployed yet\./);
    expect(stage.world.all()).toStrictEqual([]);
    const first = readFileSync(planFile(), 'utf8');
    await planned(...stacks);
    expect(readFileSync(planFile(), 'utf8'), 'again').toBe(first);
  });

  it('is not deployed where the lake’s bucket is in another region', async () => {
    const elsewhere = await serve((_, response) => {
      response.writeHead(301, { 'x-amz-bucket-region': 'ap-south-1' }).end();
    });
    const never: Cdktf = async () => E.left('it was called');
    const env = { ...stage.env, AWS_ENDPOINT_URL: elsewhere };
    const { code, said } = await deploy(stacks, { env, cdktf: never });
    expect(code).toBe(2);
    expect(said).toStrictEqual([
      expect.stringMatching(
        /^operate deploy: the bucket \S+ is in ap-south-1, and storage is to be deployed into \S+: a bucket cannot move\. Set the region/,
      ),
    ]);
    expect(stage.world.all()).toStrictEqual([]);
  });

  it('is deployed from nothing, and waited for until data is in lake and tables', async () => {
    const { code, said, summary } = await deploy(stacks);
    expect({ code, last: said.slice(-4) }).toStrictEqual({
      code: 0,
      last: [
        'the listener was made',
        'mempool-block: in the lake and in its table',
        'conversions: in the lake and in its table',
        'feed-health: in the lake and in its table',
      ],
    });
    expect(await held('storage')).toHaveLength(2);
    expect(await held('listener')).toHaveLength(4);
    expect(await site.aws.instances()).toHaveLength(1);
    expect(await site.record('deployed')).toMatchObject({ who: 'alice', stacks: [...stacks] });
    expect(await site.record('hold')).toBeNull();
    expect(summary).toContain('### Deploy of prod done');
  });

  it('has not loaded what the listener brought where a pipe loads what the poller does', async () => {
    const { look, load } = site.snowflake;
    const table = rawTables.find(({ stream }) => stream === 'feed-health');
    if (table === undefined) throw new Error('there is no table of feed-health');
    const nowMs = Date.now();
    const pollerMs = nowMs + 3_600_000;
    await load(table.name, await site.aws.poll(), pollerMs);
    const newest = right(await look.newestLoad(table, site.names.deliveryStream('feed-health')));
    expect(newest).toBeGreaterThan(nowMs - 600_000);
    expect(newest).toBeLessThan(pollerMs);
  });

  it('is deployed again, and nothing is done', async () => {
    stage.world.takeDeeds();
    const never: Cdktf = async () => E.left('it was called');
    const { code, said } = await deploy(stacks, { cdktf: never });
    expect({ code, last: said.at(-1) }).toStrictEqual({ code: 0, last: 'there is nothing to do' });
    expect(stage.world.takeDeeds()).toStrictEqual([]);
    expect(version).toBe(1);
  });

  it('is not deployed where something would be done that was not reviewed', async () => {
    await planned('listener');
    change('"retention_in_days": 14', '"retention_in_days": 30');
    const { code, said } = await deploy(['listener']);
    expect(code).toBe(2);
    expect(said.at(-1)).toBe(
      'operate deploy: listener: aws_cloudwatch_log_group.log would be updated, which nobody reviewed: nothing was done, plan and review again',
    );
    await planned('listener');
    change('"retention_in_days": 30', '"retention_in_days": 60');
    expect((await deploy(['listener'])).said.at(-1)).toBe(
      'operate deploy: listener: retention_in_days of aws_cloudwatch_log_group.log would become other than reviewed: nothing was done, plan and review again',
    );
    expect(logGroups()).toStrictEqual([14, 14]);
  });

  it('that failed half way is deployed by the same command', async () => {
    change('"retention_in_days": 60', '"retention_in_days": 30');
    change('"retention_in_days": 14', '"retention_in_days": 90');
    const { summary } = await planned('listener');
    expect(summary).toContain('`retention_in_days 14 → 30`');
    expect(summary).toContain('as what is deployed does');
    stage.faults.inject({
      operation: 'update',
      type: 'aws_cloudwatch_log_group',
      where: { name: '/listener-metrics' },
      kind: 'refused',
      times: 1,
    });
    const failed = await deploy(['listener']);
    expect(failed.code).toBe(1);
    expect(failed.said.at(-1)).toMatch(
      /^operate deploy: cdktf deploy stopped half way, in listener; what is done stays, and the same deploy goes on from there: .*injected failure/s,
    );
    expect(failed.summary).toContain('### Deploy of prod failed');
    expect(logGroups()).toContain(30);
    expect(await site.record('hold')).toBeNull();

    const again = await deploy(['listener']);
    expect(again.code).toBe(0);
    expect(again.said).toContain('another listener runs, by version 2 of the launch template');
    expect(new Set(logGroups())).toStrictEqual(new Set([30, 90]));
  });

  it('of which no data comes after a deploy goes back to the listener of before', async () => {
    change('"retention_in_days": 90', '"retention_in_days": 120');
    await planned('listener');
    site.host.silent.add('feed-health');
    let waitedMs: number | null = null;
    const { code, said, commands } = await deploy(['listener'], {
      heard: (line) => {
        if (line.startsWith('conversions: ')) waitedMs = 0;
      },
      // a minute each time that feed-health is looked for
      nowMs: () => Date.now() + (waitedMs === null ? 0 : (waitedMs += 60_000)),
    });
    site.host.silent.clear();
    expect(code).toBe(1);
    expect(said.at(-1)).toBe(
      'operate deploy: no object of feed-health came into the lake; the listener of before runs again, by version 2 of the launch template',
    );
    const updates = commands.filter((command) => command instanceof UpdateAutoScalingGroupCommand);
    expect(updates.map(({ input }) => input.LaunchTemplate)).toStrictEqual([
      { LaunchTemplateId: 'lt-0a1b2c3d', Version: '2' },
    ]);
    const { artifacts } = site.names;
    expect(await keysIn(site.aws.s3, artifacts)).toStrictEqual([artifact(2), artifact(3)]);
    expect(await textIn(site.aws.s3, artifacts, artifact(2))).toBe('listener 2');
  });

  it('is not destroyed without its name, in part, nor what holds data', async () => {
    stage.world.takeDeeds();
    const refused = async (...words: ReadonlyArray<string>): Promise<string> => {
      const { code, said } = await run(['destroy', ...words]);
      expect(code).toBe(2);
      expect(said).toHaveLength(1);
      return said[0] ?? '';
    };
    expect(await refused('listener')).toContain('--environment NAME is missing');
    expect(await refused('listener', '--environment', 'test')).toContain(
      '--environment test: the configuration is of prod',
    );
    expect(await refused('listener', 'storage', '--environment', 'prod')).toContain(
      'storage is never destroyed: it holds data',
    );
    expect(await refused('lissener', '--environment', 'prod')).toContain(
      'there is no stack lissener; there are storage, listener',
    );
    expect(await refused('--environment', 'prod')).toContain('say which stacks');
    expect(stage.world.takeDeeds()).toStrictEqual([]);
    expect(await site.aws.instances()).toHaveLength(1);
  });

  it('is not destroyed while lines wait in the spool', async () => {
    site.host.linesLeft = 3;
    const destroy = () => run(['destroy', 'listener', '--environment', 'prod']);
    const first = await destroy();
    site.host.linesLeft = 0;
    const again = await destroy(); // nothing runs any more, and they wait still
    for (const { code, said } of [first, again]) {
      expect(code).toBe(1);
      expect(said.at(-1)).toMatch(
        /^operate destroy: nothing was destroyed: .*3 lines in its spool/,
      );
    }
    expect(await held('listener')).toHaveLength(4);
  });

  it('that a deploy is at work on is left alone, and destroyed where that is to be ended', async () => {
    await site.aws.makeGroup('3');
    change('"retention_in_days": 120', '"retention_in_days": 150');
    await planned('listener');
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    let isAtWork = false;
    const slow: Cdktf = async () => {
      isAtWork = true;
      await ended;
      return E.right(undefined);
    };
    const deploying = deploy(['listener'], { cdktf: slow });
    await expect.poll(() => isAtWork).toBe(true);

    const words = ['destroy', 'listener', '--environment', 'prod'];
    const atWork = expect.stringContaining('deploy by alice is at work on prod since ');
    expect((await run(words)).said).toStrictEqual([atWork]);
    const stopping = await site.run(['listener', 'stop', '--reason', 'a test']);
    expect({ code: stopping.code, said: stopping.said }).toStrictEqual({ code: 2, said: [atWork] });
    expect(await site.aws.instances()).toHaveLength(1);

    const { code, said, summary } = await run([...words, '--cancel']);
    end();
    const cancelled = await deploying;
    expect({ code: cancelled.code, last: cancelled.said.at(-1) }).toStrictEqual({
      code: 1,
      last: 'operate deploy: somebody ended this deploy, or its hold could not be renewed: waiting for data was not begun',
    });
    const there = `the bucket ${site.names.lake} and 5 raw tables are there`;
    expect({ code, last: said.slice(-2) }).toStrictEqual({
      code: 0,
      last: ['the listener ended and its spool is empty', there],
    });
    expect(await held('listener')).toStrictEqual([]);
    expect(await held('storage')).toHaveLength(2);
    expect(stage.world.all().map(({ type }) => type)).toStrictEqual([
      'aws_s3_bucket',
      'aws_s3_bucket_versioning',
    ]);
    expect(summary).toContain(there);
  });

  it('that lost a table is told, though the destroy went well', async () => {
    await site.snowflake.run(`drop table ${site.names.database}.RAW.CONVERSIONS`);
    const { code, said } = await run(['destroy', 'listener', '--environment', 'prod', '--fast']);
    expect(code).toBe(1);
    expect(said.at(-1)).toBe('operate destroy: destroyed, but raw tables are missing: CONVERSIONS');
  });
});
