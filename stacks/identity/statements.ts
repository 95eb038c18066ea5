import type { Statement } from '../constructs/policy.ts';
import { ec2Permissions } from './ec2-permissions.ts';
import { ec2Removals, ec2Union, ec2Writes, type Ec2Props } from './ec2-statements.ts';
import { groupWrites } from './group-statements.ts';
import { roleWrites } from './role-statements.ts';
import { permissions } from './permissions.ts';

/** What a deploying role is there for: to look, to bring about what is written down, or to remove it. */
export type Manner = 'look' | 'write' | 'remove';

export interface DeployProps extends Ec2Props {
  /** Of stacks that are never destroyed: nobody may remove anything of them. */
  readonly isKept: boolean;
}

/** What a type needs beside its own calls. */
const beside: Readonly<Record<string, (props: Ec2Props) => ReadonlyArray<Statement>>> = {
  aws_iam_role: roleWrites,
  aws_autoscaling_group: groupWrites,
};

const looking = (actions: ReadonlyArray<string> | undefined): ReadonlyArray<Statement> =>
  actions === undefined || actions.length === 0 ? [] : [{ actions, resources: ['*'] }];

/** What is replaced is removed as well. */
const removes = (manner: Manner, { isKept }: DeployProps): boolean => manner !== 'look' && !isKept;

const ofEc2 = (
  types: ReadonlyArray<string>,
  manner: Manner,
  props: DeployProps,
): ReadonlyArray<Statement> => {
  const found = types.flatMap((type) => ec2Permissions[type] ?? []);
  if (found.length === 0) return [];
  const all = ec2Union(found);
  return [
    ...looking(all.look),
    ...(manner === 'write' ? ec2Writes(props, all) : []),
    ...(removes(manner, props) ? ec2Removals(props, all) : []),
  ];
};

const ofType = (type: string, manner: Manner, props: DeployProps): ReadonlyArray<Statement> => {
  if (ec2Permissions[type] !== undefined) return [];
  const permission = permissions[type];
  if (permission === undefined)
    throw new Error(`stacks/identity knows no permission for ${type}: nobody could deploy it`);
  const { on, read, write, remove, look } = permission;
  const actions = [
    ...read,
    ...(manner === 'write' ? write : []),
    ...(removes(manner, props) ? remove : []),
  ];
  return [
    ...looking(look),
    ...(actions.length === 0 ? [] : [{ actions, resources: on(props) }]),
    ...(manner === 'write' ? (beside[type]?.(props) ?? []) : []),
  ];
};

const sorted = (actions: Iterable<string>): ReadonlyArray<string> =>
  [...new Set(actions)].toSorted();

/** Statements about the same resources under the same conditions become one. */
export const merged = (statements: ReadonlyArray<Statement>): ReadonlyArray<Statement> => {
  const groups = new Map<string, Statement>();
  for (const statement of statements) {
    const key = JSON.stringify([statement.resources, statement.conditions]);
    const before = groups.get(key)?.actions ?? [];
    groups.set(key, { ...statement, actions: sorted([...before, ...statement.actions]) });
  }
  return [...groups.values()];
};

/** What a role must be able to call that deploys, or destroys, resources of these types. */
export const statementsFor = (
  types: ReadonlyArray<string>,
  manner: Manner,
  props: DeployProps,
): ReadonlyArray<Statement> => {
  const ofAws = types.filter((type) => type.startsWith('aws_'));
  return merged([
    ...ofEc2(ofAws, manner, props),
    ...ofAws.flatMap((type) => ofType(type, manner, props)),
  ]);
};
