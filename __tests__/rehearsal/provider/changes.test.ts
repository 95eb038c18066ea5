import { beforeEach, describe, expect, it } from 'vitest';
import { apply, plan, read, type Account } from '../../../rehearsal/provider/changes.ts';
import { Faults, type Fault } from '../../../rehearsal/provider/faults.ts';
import type { Attribute, Block } from '../../../rehearsal/provider/schema.ts';
import {
  fieldsOf,
  isUnknown,
  messageOf,
  unknown,
  type Fields,
} from '../../../rehearsal/provider/values.ts';
import { World } from '../../../rehearsal/provider/world.ts';

const given = { required: false, optional: true, computed: false, sensitive: false };
const computed = { ...given, optional: false, computed: true };
const attributes: ReadonlyArray<Attribute> = [
  { name: 'name', type: 'string', ...given },
  { name: 'path', type: 'string', ...given, computed: true },
  { name: 'id', type: 'string', ...computed },
  { name: 'arn', type: 'string', ...computed },
];
const role: Block = {
  attributes,
  blocks: [
    {
      name: 'part',
      nesting: 'LIST',
      minItems: 0,
      maxItems: 0,
      block: {
        attributes: [
          { name: 'word', type: 'string', ...given },
          { name: 'number', type: 'number', ...computed },
        ],
        blocks: [],
      },
    },
  ],
};
const TYPE = 'aws_iam_role';
const bare = { name: 'reader', path: null, id: null, arn: null, part: [] };

let account: Account;
beforeEach(() => {
  account = { world: new World(), faults: new Faults() };
});

const planned = (prior: Fields | null, proposed: Fields | null) => {
  const answer = plan(role, {
    typeName: TYPE,
    priorState: messageOf(prior),
    proposedNewState: messageOf(proposed),
  });
  return { state: fieldsOf(answer.plannedState), replaces: answer.requiresReplace };
};
const applied = (prior: Fields | null, next: Fields | null) => {
  const answer = apply(role, account, {
    typeName: TYPE,
    priorState: messageOf(prior),
    plannedState: messageOf(next),
  });
  return {
    state: fieldsOf(answer.newState),
    errors: (answer.diagnostics ?? []).map(({ summary }) => summary),
  };
};
const created = (fields: Fields = bare) => applied(null, planned(null, fields).state);
const now = (state: Fields | null): Fields | null =>
  fieldsOf(read(account, { typeName: TYPE, currentState: messageOf(state) }).newState);

const inject = (fault: Pick<Fault, 'operation' | 'kind'> & Partial<Fault>): void =>
  account.faults.inject({ type: TYPE, where: { name: 'reader' }, times: 1, ...fault });

describe('a plan', () => {
  it('knows what is given, and not what the provider gives', () => {
    const { state } = planned(null, { ...bare, part: [{ word: 'a', number: null }] });
    expect(state).toStrictEqual({
      name: 'reader',
      path: unknown,
      id: unknown,
      arn: unknown,
      part: [{ word: 'a', number: unknown }],
    });
  });

  it('leaves what the provider gave', () => {
    const { state } = created();
    expect(planned(state, { ...state, part: [{ word: 'a', number: null }] }).state).toStrictEqual({
      ...state,
      part: [{ word: 'a', number: unknown }],
    });
  });

  it('makes another where the name changes, and nowhere else', () => {
    const { state } = created();
    const named = planned(state, { ...state, name: 'writer' });
    expect(named.replaces).toStrictEqual([{ steps: [{ attributeName: 'name' }] }]);
    expect(planned(state, { ...state, path: '/other/' }).replaces).toStrictEqual([]);
  });
});

describe('an apply', () => {
  it('makes the object with everything known, and reads it as it is', () => {
    const { state, errors } = created();
    expect(errors).toStrictEqual([]);
    expect(Object.values(state ?? {}).some(isUnknown)).toBe(false);
    expect(state).toMatchObject({
      name: 'reader',
      id: 'reader',
      arn: expect.stringMatching(/^arn:aws:/),
    });
    expect(now(state)).toStrictEqual(state);
  });

  it('refuses a second of the same name', () => {
    created();
    expect(created().errors).toStrictEqual(['it exists already']);
    expect(account.world.all()).toHaveLength(1);
  });

  it('changes it and takes it away', () => {
    const { state } = created();
    const changed = applied(state, { ...state, path: '/other/' });
    expect(now(state)).toStrictEqual(changed.state);
    expect(applied(changed.state, null)).toStrictEqual({ state: null, errors: [] });
    expect(now(changed.state)).toBeNull();
    expect(
      account.world.takeDeeds().map(({ operation, word }) => `${operation} ${word}`),
    ).toStrictEqual(['create reader', 'update reader', 'delete reader']);
  });

  it('takes away what is gone already', () => {
    const { state } = created();
    applied(state, null);
    expect(applied(state, null)).toStrictEqual({ state: null, errors: [] });
  });
});

describe('a fault', () => {
  it('refused: nothing is made, and the next try goes well', () => {
    inject({ operation: 'create', kind: 'refused' });
    expect(created()).toStrictEqual({ state: null, errors: ['injected failure'] });
    expect(account.world.all()).toStrictEqual([]);
    expect(created().errors).toStrictEqual([]);
  });

  it('half made: it is there, and the engine is told so with the failure', () => {
    inject({ operation: 'create', kind: 'half-made' });
    const { state, errors } = created();
    expect(errors).toStrictEqual(['injected failure']);
    expect(now(state)).toStrictEqual(state);
  });

  it('answer lost: it is there, and nothing is answered', () => {
    inject({ operation: 'create', kind: 'answer-lost' });
    expect(() => created()).toThrow('the answer to creating aws_iam_role was lost (injected)');
    expect(account.world.all()).toHaveLength(1);
  });

  it('happens as often as it is to, then is not pending any more', () => {
    inject({ operation: 'create', kind: 'refused', times: 2 });
    expect([created(), created(), created()].map(({ errors }) => errors.length)).toStrictEqual([
      1, 1, 0,
    ]);
    expect(account.faults.pending()).toStrictEqual([]);
  });

  it('is for what it is told for, not for another resource or operation', () => {
    inject({ operation: 'update', kind: 'refused' });
    expect(created({ ...bare, name: 'writer' }).errors).toStrictEqual([]);
    const { state, errors } = created();
    expect(errors).toStrictEqual([]);
    expect(account.faults.pending()).toHaveLength(1);
    expect(applied(state, { ...state, path: '/other/' })).toStrictEqual({
      state,
      errors: ['injected failure'],
    });
  });

  it('of taking away leaves it where it was', () => {
    inject({ operation: 'delete', kind: 'refused' });
    const { state } = created();
    expect(applied(state, null)).toStrictEqual({ state, errors: ['injected failure'] });
    expect(now(state)).toStrictEqual(state);
  });

  it('half made is of what is made only', () => {
    expect(() => inject({ operation: 'delete', kind: 'half-made' })).toThrow('half made');
  });
});
