import type { Statement } from '../constructs/policy.ts';
import type { Names } from '../names.ts';
import type { Ec2Permission } from './permission.ts';

export interface Ec2Props {
  readonly names: Names;
  readonly environment: string;
  /** A network that is there already, and has no tag of ours; null: ours. */
  readonly vpcId: string | null;
}

const TAG = 'environment';
const SNAPSHOT = 'ec2:CreateSnapshot';

const union = (lists: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<string> => [
  ...new Set(lists.flat()),
];

/** Whatever there is of a kind; a snapshot belongs to no account. */
export const ec2Arn = ({ arn, region }: Names, kind: string): string =>
  kind === 'snapshot' ? `arn:aws:ec2:${region}::snapshot/*` : arn('ec2', `${kind}/*`);

/** By the tag of its environment. */
export const existing = (environment: string): NonNullable<Statement['conditions']> => ({
  StringEquals: { [`aws:ResourceTag/${TAG}`]: environment },
});

/** What is there, by its tag. */
const onExisting = (
  { names, environment }: Ec2Props,
  kinds: ReadonlyArray<string>,
  actions: ReadonlyArray<string>,
): Statement => ({
  actions,
  resources: union([kinds]).map((kind) => ec2Arn(names, kind)),
  conditions: existing(environment),
});

/** The tags that these calls give to what they make, that of the environment among them. */
export const taggingNew = (
  { names, environment }: Ec2Props,
  kinds: ReadonlyArray<string>,
  calls: ReadonlyArray<string>,
): Statement => ({
  actions: ['ec2:CreateTags'],
  resources: kinds.map((kind) => ec2Arn(names, kind)),
  conditions: {
    StringEquals: {
      [`aws:RequestTag/${TAG}`]: environment,
      'ec2:CreateAction': calls.map((action) => action.replace('ec2:', '')),
    },
  },
});

/** To make a resource: with its tag, among those that have it. */
const making = (
  props: Ec2Props,
  { makes, among, make }: Ec2Permission,
): ReadonlyArray<Statement> => {
  if (make.length === 0) return [];
  const { names, environment, vpcId } = props;
  const resources = makes.map((kind) => ec2Arn(names, kind));
  return [
    {
      actions: make,
      resources,
      conditions: { StringEquals: { [`aws:RequestTag/${TAG}`]: environment } },
    },
    taggingNew(props, makes, make),
    ...(among.length === 0 ? [] : [onExisting(props, among, make)]),
    ...(vpcId !== null && among.includes('vpc')
      ? [{ actions: make, resources: [names.arn('ec2', `vpc/${vpcId}`)] }]
      : []),
  ];
};

/** Several as one: a policy of a statement for each kind would be longer than IAM takes. */
export const ec2Union = (permissions: ReadonlyArray<Ec2Permission>): Ec2Permission => ({
  makes: union(permissions.map(({ makes }) => makes)),
  among: union(permissions.map(({ among }) => among)),
  look: union(permissions.map(({ look }) => look)),
  make: union(permissions.map(({ make }) => make)),
  change: union(permissions.map(({ change }) => change)),
  remove: union(permissions.map(({ remove }) => remove)),
});

/** To make and to change what EC2 has. */
export const ec2Writes = (props: Ec2Props, permission: Ec2Permission): ReadonlyArray<Statement> => {
  const { makes, among, change } = permission;
  const tagging = makes.length === 0 ? [] : ['ec2:CreateTags', 'ec2:DeleteTags'];
  const changing = [...change, ...tagging];
  return [
    ...making(props, permission),
    ...(changing.length === 0 ? [] : [onExisting(props, [...makes, ...among], changing)]),
  ];
};

/** To remove it; the last state of a volume is kept as a snapshot, which is made then. */
export const ec2Removals = (
  props: Ec2Props,
  permission: Ec2Permission,
): ReadonlyArray<Statement> => {
  const { makes, among, make, remove } = permission;
  const snapshot = make.filter((action) => action === SNAPSHOT);
  return [
    onExisting(props, [...makes, ...among], remove),
    ...making(props, { ...permission, make: snapshot }),
  ];
};
