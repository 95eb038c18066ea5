import * as E from 'fp-ts/lib/Either.js';
import { expect, it, onTestFinished } from 'vitest';
import { faultAt } from '../../rehearsal/fault-at.ts';
import type { Fault } from '../../rehearsal/provider/faults.ts';
import { openMadeUpStage } from '../../rehearsal/made-up-stage.ts';
import { readSynthesised } from '../../rehearsal/synthesised.ts';
import { describeWithEngine, engine } from '../support/rehearsal/engine.ts';
import { fixture, writeFixture } from '../support/rehearsal/fixture.ts';

const must = <A>(result: E.Either<string, A>): A => {
  if (E.isLeft(result)) throw new Error(result.left);
  return result.right;
};

const bucket = 'aws_s3_bucket.lake';

/** The storage stack before an engine, initialised. */
const storage = async () => {
  const { out, remove } = writeFixture({ storage: fixture.storage });
  onTestFinished(remove);
  const stacks = must(await readSynthesised(out));
  const stage = await openMadeUpStage(out, stacks, engine());
  onTestFinished(stage.close);
  const [staged] = stage.staged;
  if (staged === undefined) throw new Error('no stack');
  must(await staged.engine.init());
  const inject = (address: string, fault: Omit<Fault, 'type' | 'where'>): void =>
    stage.faults.inject(must(faultAt(stacks, address, fault)));
  const planAndApply = async () => {
    must(await staged.engine.plan());
    return staged.engine.apply();
  };
  return { ...staged, stage, inject, planAndApply };
};

describeWithEngine('where a provider fails', () => {
  it('a bucket that was made unheard of is imported, and then nothing is to be done', async () => {
    const { engine: commands, inject, planAndApply, stage } = await storage();
    inject(bucket, { operation: 'create', kind: 'answer-lost', times: 1 });
    expect(await planAndApply()).toStrictEqual(
      E.left(expect.stringContaining('aws_s3_bucket.lake: Plugin did not respond')),
    );
    expect(stage.world.all()).toHaveLength(1);
    expect(await planAndApply()).toStrictEqual(
      E.left(expect.stringContaining('it exists already')),
    );
    must(await commands.import(bucket, 'the-lake'));
    must(await planAndApply());
    expect(must(await commands.plan()).isEmpty).toBe(true);
  });

  it('a protected bucket that was half made is not made anew: the engine refuses, until it is untainted', async () => {
    const { engine: commands, inject, planAndApply } = await storage();
    inject(bucket, { operation: 'create', kind: 'half-made', times: 1 });
    expect(await planAndApply()).toStrictEqual(E.left(expect.stringContaining('injected failure')));
    expect(await commands.plan()).toStrictEqual(
      E.left(expect.stringContaining('Instance cannot be destroyed')),
    );
    must(await commands.untaint(bucket));
    expect(must(await planAndApply())).toStrictEqual([
      { address: 'aws_s3_bucket_versioning.versioning', action: 'create' },
    ]);
    expect(must(await commands.plan()).isEmpty).toBe(true);
  });

  it('what cannot be read stops a plan, once', async () => {
    const { engine: commands, inject, planAndApply } = await storage();
    must(await planAndApply());
    inject(bucket, { operation: 'read', kind: 'refused', times: 1 });
    expect(await commands.plan()).toStrictEqual(
      E.left(expect.stringContaining('aws_s3_bucket: read was refused')),
    );
    expect(must(await commands.plan()).isEmpty).toBe(true);
  });

  it('what somebody else took away is made again', async () => {
    const { engine: commands, planAndApply, stage } = await storage();
    must(await planAndApply());
    stage.world.delete('aws_s3_bucket', { id: 'the-lake' });
    expect(must(await commands.plan()).changes).toContainEqual({
      address: bucket,
      action: 'create',
    });
  });

  it('nothing of the user’s settings is asked for or written', async () => {
    const { stage } = await storage();
    expect(
      Object.keys(stage.env)
        .filter((name) => name.startsWith('TF_'))
        .sort(),
    ).toStrictEqual(['TF_CLI_CONFIG_FILE', 'TF_IN_AUTOMATION', 'TF_REATTACH_PROVIDERS']);
    expect(stage.env['HOME']).not.toBe(process.env['HOME']);
  });
});
