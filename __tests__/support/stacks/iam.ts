import { runSimulation } from '@cloud-copilot/iam-simulate';
import { placedIn, type Placed, type Resource, type Synthesised } from './synthesised.ts';

/** A role as it is synthesised, with all that decides what it may do. */
interface SynthesisedRole {
  readonly arn: string;
  readonly policies: ReadonlyArray<object>;
  /** Null: none is around it. */
  readonly boundary: object | null;
}

type Verdict = 'Allowed' | 'ImplicitlyDenied' | 'ExplicitlyDenied';

/** What the request says beside action and resource, by IAM's condition keys. */
export type Context = Readonly<Record<string, string>>;

export interface Call {
  /** What the role's name has after that of the environment. */
  readonly role: string;
  readonly action: string;
  /** An ARN; `*` for a call that knows no resource. */
  readonly resource: string;
  readonly context?: Context;
}

export interface Iam {
  /** As IAM would judge: policies, boundary, and the bucket's policy together. Rejects a call that IAM doesn't know. */
  readonly judge: (call: Call) => Promise<Verdict>;
  /** Names of the roles, after that of the environment. */
  readonly roles: ReadonlyArray<string>;
  readonly policiesOf: (role: string) => ReadonlyArray<object>;
}

const parsed = (text: unknown): object => JSON.parse(String(text)) as object;

/** Is it a reference to this resource: `${aws_iam_role.plan.name}`? */
const refersTo = (value: unknown, { address }: Placed): boolean =>
  String(value).startsWith(`\${${address}.`);

const ofKind = (all: ReadonlyArray<Placed>, kind: string): ReadonlyArray<Placed> =>
  all.filter(({ type }) => type === kind);

const textOf = (resource: Resource, key: string): string => {
  const value = resource[key];
  return typeof value === 'string' ? value : '';
};

const policiesOf = (all: ReadonlyArray<Placed>, role: Placed): ReadonlyArray<object> => {
  const here = all.filter(({ stack }) => stack === role.stack);
  const own = ofKind(here, 'aws_iam_role_policy').filter(({ resource }) =>
    refersTo(resource['role'], role),
  );
  const attached = ofKind(here, 'aws_iam_role_policy_attachment')
    .filter(({ resource }) => refersTo(resource['role'], role))
    .flatMap(({ resource }) =>
      ofKind(here, 'aws_iam_policy').filter((policy) => refersTo(resource['policy_arn'], policy)),
    );
  return [...own, ...attached].map(({ resource }) => parsed(resource['policy']));
};

const boundaryOf = (all: ReadonlyArray<Placed>, { resource }: Placed): object | null => {
  const arn = textOf(resource, 'permissions_boundary');
  if (arn === '') return null;
  const policy = ofKind(all, 'aws_iam_policy').find((each) =>
    arn.endsWith(`:policy/${textOf(each.resource, 'name')}`),
  );
  if (policy === undefined) throw new Error(`${arn} is synthesised nowhere`);
  return parsed(policy.resource['policy']);
};

/** Policies of buckets by the bucket's ARN: every statement of ours names it. */
const bucketPolicies = (all: ReadonlyArray<Placed>): ReadonlyMap<string, object> =>
  new Map(
    ofKind(all, 'aws_s3_bucket').map((bucket) => {
      const policy = ofKind(all, 'aws_s3_bucket_policy').find(
        ({ stack, resource }) => stack === bucket.stack && refersTo(resource['bucket'], bucket),
      );
      return [
        `arn:aws:s3:::${textOf(bucket.resource, 'bucket')}`,
        parsed(policy?.resource['policy']),
      ];
    }),
  );

/** The roles of all stacks, and a judge over them. */
export const iamOf = (stacks: Synthesised, account: string, base: string): Iam => {
  const all = placedIn(stacks);
  const buckets = bucketPolicies(all);
  const roles = new Map(
    ofKind(all, 'aws_iam_role').map((role): [string, SynthesisedRole] => {
      const name = textOf(role.resource, 'name');
      const path = textOf(role.resource, 'path') || '/';
      return [
        name.slice(base.length + 1),
        {
          arn: `arn:aws:iam::${account}:role${path}${name}`,
          policies: policiesOf(all, role),
          boundary: boundaryOf(all, role),
        },
      ];
    }),
  );
  const roleOf = (name: string): SynthesisedRole => {
    const role = roles.get(name);
    if (role === undefined) throw new Error(`no stack has a role ${name}`);
    return role;
  };
  const named = (policies: ReadonlyArray<object>) =>
    policies.map((policy, index) => ({ name: String(index), policy }));

  const judge: Iam['judge'] = async ({ role: name, action, resource, context = {} }) => {
    const { arn, policies, boundary } = roleOf(name);
    const bucket = buckets.get(resource.replace(/\/.*$/, ''));
    const said = await runSimulation(
      {
        request: {
          principal: arn,
          action,
          resource: { resource, accountId: account },
          contextVariables: {
            'aws:PrincipalArn': arn,
            'aws:SecureTransport': 'true',
            ...context,
          },
        },
        identityPolicies: named(policies),
        serviceControlPolicies: [],
        resourceControlPolicies: [],
        ...(bucket === undefined ? {} : { resourcePolicy: bucket }),
        ...(boundary === null ? {} : { permissionBoundaryPolicies: named([boundary]) }),
      },
      {},
    );
    if (said.resultType === 'error')
      throw new Error(`${action} on ${resource}: ${JSON.stringify(said.errors)}`);
    return said.overallResult;
  };
  return { judge, roles: [...roles.keys()], policiesOf: (name) => roleOf(name).policies };
};
