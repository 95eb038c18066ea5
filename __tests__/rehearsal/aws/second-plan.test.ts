import { expect, it } from 'vitest';
import { knownDrift } from '../../../rehearsal/aws/known-drift.ts';
import { judge } from '../../../rehearsal/aws/second-plan.ts';
import { differenceOf } from '../../../rehearsal/engine/shown.ts';

const known = [
  { type: 'aws_instance', argument: 'root_block_device.encrypted', reason: 'it says false' },
  { type: 'aws_instance', argument: 'tags', reason: 'it forgets them' },
];

const changed = (before: object, after: object, unknown: object = {}, actions = ['update']) => {
  const difference = differenceOf({
    address: 'aws_instance.one',
    type: 'aws_instance',
    change: { actions, before, after, after_unknown: unknown },
  });
  if (difference === null) throw new Error('nothing differs');
  return difference;
};

it('a difference is named by its arguments, whatever else is the same', () => {
  const before = {
    name: 'a',
    tags: { one: '1' },
    root_block_device: [{ encrypted: false, size: 8 }],
  };
  const after = { name: 'a', tags: {}, root_block_device: [{ encrypted: true, size: 8 }] };
  expect(changed(before, after).arguments).toStrictEqual([
    'root_block_device.encrypted',
    'tags.one',
  ]);
});

it('a list that grew is named as a whole, and what is only known later by itself', () => {
  expect(changed({ rule: [1] }, { rule: [1, 2] }, { arn: true }).arguments).toStrictEqual([
    'arn',
    'rule',
  ]);
});

it('where nothing is to be done nothing differs', () => {
  for (const action of ['no-op', 'read'])
    expect(
      differenceOf({
        address: 'aws_instance.one',
        type: 'aws_instance',
        change: { actions: [action], before: { a: 1 }, after: { a: 2 }, after_unknown: {} },
      }),
    ).toBeNull();
});

it('what the server is known for is met, and what is beyond is named', () => {
  const difference = changed(
    { root_block_device: [{ encrypted: false }], name: 'a' },
    { root_block_device: [{ encrypted: true }], name: 'b' },
  );
  const { beyond, met } = judge([difference], known);
  expect(beyond).toStrictEqual(['aws_instance.one.name']);
  expect([...met]).toStrictEqual([known[0]]);
});

it('what is known of one type is not known of another', () => {
  const difference = { ...changed({ tags: '1' }, { tags: '2' }), type: 'aws_ebs_volume' };
  expect(judge([difference], known).beyond).toStrictEqual(['aws_instance.one.tags']);
});

it('no replacement is known, whatever it is for', () => {
  const replaced = changed({ tags: '1' }, { tags: '2' }, {}, ['delete', 'create']);
  expect(judge([replaced], known).beyond).toStrictEqual([
    'aws_instance.one: delete create for tags',
  ]);
});

it('each entry has its reason, and is there once', () => {
  for (const { reason } of knownDrift) expect(reason).not.toBe('');
  const names = knownDrift.map(({ type, argument }) => `${type}.${argument}`);
  expect(new Set(names).size).toBe(names.length);
});
