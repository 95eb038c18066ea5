import { describe, expect, it } from 'vitest';
import { changesIn, type Change } from '../../../operate/plan/changes.ts';
import { differences } from '../../../operate/plan/compare.ts';
import { plannedStack, type PlannedStack } from '../../../operate/plan/document.ts';
import { planText } from '../../../operate/plan/markdown.ts';
import { left, right } from '../../support/warehouse.ts';

interface Given {
  readonly actions?: ReadonlyArray<string>;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly after_unknown?: unknown;
  readonly before_sensitive?: unknown;
  readonly after_sensitive?: unknown;
}

const resource = (address: string, change: Given, mode = 'managed') => ({
  address,
  mode,
  change: {
    actions: ['update'],
    before: null,
    after: null,
    after_unknown: {},
    before_sensitive: {},
    after_sensitive: {},
    ...change,
  },
});
const changes = (...resources: ReadonlyArray<object>): ReadonlyArray<Change> =>
  right(changesIn(JSON.stringify({ format_version: '1.2', resource_changes: resources })));
const one = (change: Given): Change => {
  const [first] = changes(resource('a.b', change));
  if (first === undefined) throw new Error('nothing is changed');
  return first;
};

describe('a plan', () => {
  it('is told by what becomes other, place by place', () => {
    const { values, told } = one({
      before: { name: 'x', rule: [{ id: 'one', days: 3 }], on: true },
      after: { name: 'x', rule: [{ id: 'one', days: 4 }, { id: 'two' }], on: false },
    });
    expect(Object.keys(values)).toStrictEqual(['on', 'rule[0].days', 'rule[1].id']);
    expect(told).toStrictEqual(['on true → false', 'rule[0].days 3 → 4', 'rule[1].id "two"']);
  });

  it('says of a value that it is known when it is done, and of none that is secret what it is', () => {
    const { values, told } = one({
      before: { arn: 'old', key: 'hunter2', nested: { token: 'hunter3' } },
      after: { key: 'hunter4', nested: { token: 'hunter5', open: 1 } },
      after_unknown: { arn: true },
      before_sensitive: { key: true, nested: { token: true } },
      after_sensitive: { key: true, nested: { token: true } },
    });
    expect(values).toMatchObject({ arn: null });
    expect(told).toStrictEqual(['arn "old" → (known when it is done)', 'nested.open 1']);
    expect(JSON.stringify([values, told])).not.toContain('hunter');
  });

  it('leaves out what is read and what stays', () => {
    expect(
      changes(
        resource('data.x.y', { actions: ['read'] }, 'data'),
        resource('a.same', { actions: ['no-op'] }),
        resource('b.gone', { actions: ['delete'], before: { name: 'x' } }),
        resource('a.anew', { actions: ['delete', 'create'], after: { name: 'x' } }),
      ).map(({ address, action }) => `${action} ${address}`),
    ).toStrictEqual(['replace a.anew', 'delete b.gone']);
  });

  it('of another program is refused', () => {
    expect(left(changesIn('{"resource_changes":[{}]}'))).toContain('in a form not known here');
    expect(left(changesIn('Terraform will …'))).toContain('no JSON');
  });
});

describe('the text of a plan', () => {
  const cost = { totalUsd: 1, beforeUsd: null, parts: [] };
  const all = (length: number) =>
    Object.fromEntries(Array.from({ length }, (_, at) => [`value_${at}`, 'x'.repeat(100)]));

  it('has room in a comment however much changes, and says how much more there is', () => {
    const stack = changes(
      ...Array.from({ length: 80 }, (_, at) => resource(`a.b${at}`, { after: all(80) })),
    );
    const stacks = ['storage', 'tables', 'network', 'stream', 'listener', 'poller', 'warehouse'];
    const text = planText(
      'prod',
      [...stacks, 'monitoring'].map((name) => [name, stack]),
      cost,
    );
    expect(text.length).toBeLessThan(65_536);
    expect(text.match(/^#### \w+: 80 update$/gm)).toHaveLength(8);
    expect(text).toMatch(/ and 68 more$/m);
    expect(text.match(/^- and \d+ more$/gm)).toHaveLength(8);
  });

  it('tells all of a few', () => {
    const few = changes(resource('a.b', { after: all(12) }));
    const text = planText('prod', [['storage', few]], cost);
    expect(text).toContain('value_11');
    expect(text).not.toContain(' more');
  });
});

const planned = (...resources: ReadonlyArray<object>): Record<string, PlannedStack> => ({
  listener: plannedStack(changes(...resources)),
});
const created = (after: unknown, after_unknown: unknown = {}) =>
  resource('a.b', { actions: ['create'], after, after_unknown });

describe('what is planned now, against what was reviewed', () => {
  const reviewed = planned(
    created({ name: 'x', size: 1 }, { arn: true, place: [{ id: true }] }),
    resource('c.d', { before: { days: 1 }, after: { days: 2 } }),
  );

  it('is the same whatever the order it is told in', () => {
    const [one_, other] = [created({ name: 'x' }), resource('c.d', { after: { days: 2 } })];
    expect(planned(one_, other)).toStrictEqual(planned(other, one_));
    expect(differences(reviewed, reviewed)).toStrictEqual([]);
  });

  it('may be less: a part of it is done', () => {
    expect(
      differences(reviewed, planned(resource('c.d', { before: { days: 1 }, after: { days: 2 } }))),
    ).toStrictEqual([]);
    expect(differences(reviewed, planned())).toStrictEqual([]);
  });

  it('may know by now what was not known then', () => {
    const now = created({ name: 'x', size: 1, arn: 'arn:x', place: [{ id: 'subnet-1' }] });
    expect(differences(reviewed, planned(now))).toStrictEqual([]);
  });

  it.each([
    ['another value', [created({ name: 'x', size: 2 }, { arn: true })], 'size of a.b'],
    ['one more value', [created({ name: 'x', size: 1, more: true })], 'more of a.b'],
    ['a value less', [created({ name: 'x' }, { arn: true })], 'size of a.b'],
    ['a value that is not known any more', [created({ name: 'x' }, { size: true })], 'size of a.b'],
    [
      'another action',
      [resource('a.b', { actions: ['delete'] })],
      'a.b would be deleted, reviewed was create',
    ],
    [
      'another address',
      [resource('e.f', { actions: ['delete', 'create'] })],
      'e.f would be replaced, which nobody reviewed',
    ],
  ])('is refused with %s', (_, now, words) => {
    expect(differences(reviewed, planned(...now))).toStrictEqual([expect.stringContaining(words)]);
  });

  it('is refused of a stack that was not planned then', () => {
    expect(differences({}, reviewed)).toStrictEqual(['the reviewed plan has no stack listener']);
  });
});
