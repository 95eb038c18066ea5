import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import type { MadeUpStage } from '../../rehearsal/made-up-stage.ts';
import { deployed } from '../support/rehearsal/deployed.ts';
import { describeWithEngine } from '../support/rehearsal/engine.ts';
import { projectRoot } from '../support/small-clone.ts';
import { right } from '../support/warehouse.ts';

/** What the page has imported into a stack: addresses, each with its id. */
const told = (stack: string): ReadonlyArray<readonly [string, string]> => {
  const page = readFileSync(join(projectRoot, 'docs/recovery.md'), 'utf8');
  const command = new RegExp(`stacks/${stack} import (\\S+) (.+)$`, 'gm');
  return [...page.matchAll(command)].map(([, address = '', id = '']) => [address, id]);
};

/** The stand-in for Snowflake gives ids of its own: that of what the page calls `'"DB"."RAW"."T"'` is found by `T`. */
const idIn = ({ world }: MadeUpStage, address: string, id: string): string => {
  const name = /"([^"]+)"'$/.exec(id)?.[1];
  if (name === undefined) return id;
  const named = world
    .all(address.split('.')[0] ?? '')
    .find(({ fields }) => fields['name'] === name);
  return typeof named?.fields['id'] === 'string' ? named.fields['id'] : id;
};

describeWithEngine('where the states of what is kept are lost', () => {
  it('what the page has imported is taken on: nothing that holds data is made again, nothing removed', async () => {
    const stage = await deployed('storage', 'tables');
    const before = stage.world.all().length;
    rmSync(join(dirname(stage.out), 'states'), { recursive: true });
    stage.world.takeDeeds();

    for (const { stack, engine: commands } of stage.staged) {
      const kept = told(stack.name);
      expect(kept.length).toBeGreaterThan(1);
      for (const [address, id] of kept)
        right(await commands.import(address, idIn(stage, address, id)));
      const { changes } = right(await commands.plan());
      const made = changes.map(({ address }) => address);
      for (const [address] of kept) expect(made).not.toContain(address);
      expect(changes.filter(({ action }) => action !== 'create')).toStrictEqual([]);
      // what is granted is granted again, which changes nothing
      expect(made.filter((address) => /^snowflake_(?!grant_)/.test(address))).toStrictEqual([]);
    }
    expect(stage.world.takeDeeds()).toStrictEqual([]);
    expect(stage.world.all()).toHaveLength(before);
  });
});

describeWithEngine('where the stack of the listener is lost', () => {
  it('a volume that the page has imported is the spool of the next deploy, and no other is made', async () => {
    const stage = await deployed('listener');
    const [listener] = stage.staged;
    if (listener === undefined) throw new Error('no listener');
    const [volume, ...others] = stage.world.all('aws_ebs_volume');
    const id = volume?.fields['id'];
    if (typeof id !== 'string') throw new Error('no volume');
    rmSync(join(dirname(stage.out), 'states'), { recursive: true });

    const [[address] = ['nothing is imported']] = told('listener');
    expect(others).toStrictEqual([]);
    right(await listener.engine.import(address, id));
    const { changes } = right(await listener.engine.plan());
    expect(changes.length).toBeGreaterThan(10);
    expect(changes.filter((change) => change.address === address)).toStrictEqual([]);
  });
});
