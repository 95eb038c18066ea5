import { isWildcardOnlyAction } from '@cloud-copilot/iam-simulate';
import { describe, expect, it } from 'vitest';
import { boundary } from '../../../stacks/identity/boundary.ts';
import { statementsFor } from '../../../stacks/identity/statements.ts';
import { roleDuties, subjectsOf } from '../../../stacks/identity/subjects.ts';
import { namesOf } from '../../../stacks/names.ts';
import { deploymentWith } from '../../support/stacks/deployment.ts';
import {
  ofType,
  placedIn,
  statementsOf,
  synthesise,
  type PolicyStatement,
} from '../../support/stacks/synthesised.ts';

const deployment = deploymentWith();
const names = namesOf(deployment);
const all = synthesise(deployment);
const issuer = 'token.actions.githubusercontent.com';

/** Every policy that says what a role may do, by a name for messages. */
const rolePolicies = placedIn(all)
  .filter(({ type }) => type === 'aws_iam_role_policy' || type === 'aws_iam_policy')
  .map(({ stack, address, resource }) => ({
    name: `${stack} ${address}`,
    statements: statementsOf(resource['policy']),
  }));
const runtimePolicies = rolePolicies.filter(({ name }) => !name.startsWith('identity '));

const identityPolicies = ofType(all['identity'], 'aws_iam_policy');
const ofDuty = (duty: string): ReadonlyArray<PolicyStatement> =>
  identityPolicies
    .filter((each) => String(each['name']).startsWith(`${names.base}-${duty}-`))
    .flatMap((each) => statementsOf(each['policy']));
const actionsOn = (duty: string, resource: string): ReadonlyArray<string> =>
  ofDuty(duty)
    .filter(({ resources }) => resources.includes(resource))
    .flatMap(({ actions }) => actions);

/** On any resource though IAM knows one, each with its reason; all other calls on `*` know none. */
const onAny: Readonly<Record<string, string>> = {
  'cloudwatch:PutMetricData': 'has a namespace, which is a condition of each statement',
  'ec2:DescribeVpcAttribute': 'only looks; the network may be one that has no tag of ours',
  'ssm:UpdateInstanceInformation': 'from an instance whose id nobody knows before',
};

describe('every policy', () => {
  it.each(rolePolicies)(
    '$name names each action, and resources where there are any',
    ({ statements }) => {
      for (const { effect, actions, resources } of statements) {
        expect(effect).toBe('Allow');
        for (const action of actions) expect(action).toMatch(/^[a-z0-9]+:[A-Z]\w+$/);
        expect(resources.length).toBeGreaterThan(0);
      }
    },
  );

  it('is about any resource only where IAM knows none', async () => {
    const wide = new Set(
      rolePolicies
        .flatMap(({ statements }) => statements)
        .filter(({ resources }) => resources.includes('*'))
        .flatMap(({ actions }) => actions),
    );
    const knowing: Array<string> = [];
    for (const call of wide) {
      const [service = '', action = ''] = call.split(':');
      if (!(await isWildcardOnlyAction(service, action))) knowing.push(call);
    }
    expect(knowing.toSorted()).toStrictEqual(Object.keys(onAny));
  });

  it('is no longer than IAM takes', () => {
    for (const each of identityPolicies)
      expect(String(each['policy']).length).toBeLessThanOrEqual(6144);
  });
});

describe('the boundary', () => {
  it('is around every role that runs, and holds all that it may do', () => {
    const within = new Set(boundary(names).flatMap(({ actions }) => actions));
    expect(runtimePolicies.length).toBeGreaterThan(8);
    for (const { name, statements } of runtimePolicies)
      for (const action of statements.flatMap(({ actions }) => actions))
        expect(within, `${name} ${action}`).toContain(action);
    const used = new Set(
      runtimePolicies.flatMap(({ statements }) => statements.flatMap(({ actions }) => actions)),
    );
    expect(
      [...within].filter((action) => !used.has(action)),
      'nothing else',
    ).toStrictEqual([]);
    for (const { stack, resource } of placedIn(all).filter(({ type }) => type === 'aws_iam_role'))
      if (stack !== 'identity') expect(resource['permissions_boundary']).toBe(names.boundaryArn);
  });

  it('holds no call of IAM and none that takes anything away', () => {
    const within = boundary(names).flatMap(({ actions }) => actions);
    expect(
      within.filter((action) => /^(iam|sts):|:(Delete|Remove|Terminate)/.test(action)),
    ).toEqual([]);
  });
});

describe('a role that deploys', () => {
  it.each(roleDuties)('is trusted for %s by exact subjects of one repository', (duty) => {
    const role = ofType(all['identity'], 'aws_iam_role').find(
      (each) => each['name'] === `${names.base}-${duty}`,
    );
    expect(role?.['path']).toBe('/deploy/');
    expect(statementsOf(role?.['assume_role_policy'])).toStrictEqual([
      {
        effect: 'Allow',
        actions: ['sts:AssumeRoleWithWebIdentity'],
        resources: [],
        principal: { Federated: names.oidcProviderArn },
        condition: {
          StringEquals: {
            [`${issuer}:aud`]: 'sts.amazonaws.com',
            [`${issuer}:sub`]: subjectsOf(duty, deployment),
            [`${issuer}:repository_id`]: deployment.githubRepositoryId,
            [`${issuer}:repository_owner_id`]: deployment.githubOwnerId,
          },
        },
      },
    ]);
  });

  it('only looks, to plan', () => {
    const changing = ofDuty('plan')
      .flatMap(({ actions }) => actions)
      .filter((action) => !/:(Describe|Get|List|View)/.test(action));
    expect(changing).toStrictEqual([]);
  });

  it('takes nothing from the lake, and cannot lift what protects it', () => {
    for (const duty of roleDuties) {
      const onLake = [...actionsOn(duty, names.lakeArn), ...actionsOn(duty, `${names.lakeArn}/*`)];
      expect(
        onLake.filter((action) => /:Delete/.test(action)),
        duty,
      ).toStrictEqual([]);
    }
    expect(actionsOn('apply', names.lakeArn)).toContain('s3:PutLifecycleConfiguration');
    expect(actionsOn('destroy', names.artifactsArn)).toContain('s3:DeleteBucket');
  });

  it('makes roles below the boundary only, and none of its own kind', () => {
    const making = ofDuty('apply').filter(({ actions }) =>
      actions.some((action) => /^iam:(Create|Put)Role/.test(action)),
    );
    expect(making).toHaveLength(1);
    expect(making[0]?.condition).toStrictEqual({
      StringEquals: { 'iam:PermissionsBoundary': names.boundaryArn },
    });
    const onRoles = ofDuty('apply').filter(({ actions }) =>
      actions.some((action) => /^iam:\w*(Role|Policy)/.test(action)),
    );
    for (const { actions, resources } of onRoles.filter(
      ({ actions: [first = ''] }) => !first.includes('ServiceLinked'),
    ))
      for (const resource of resources)
        expect(resource, actions.join()).toMatch(
          /:(role|instance-profile)\/bitcoin-pipeline-prod-\*$/,
        );
    const lifted = roleDuties
      .flatMap(ofDuty)
      .flatMap(({ actions }) => actions)
      .filter((action) =>
        /^iam:(Delete\w*Boundary|\w*PolicyVersion|Attach|SetDefault)/.test(action),
      );
    expect(lifted).toStrictEqual([]);
  });

  it('hands roles to the services that have some, and to no other', () => {
    const passing = ofDuty('apply').filter(({ actions }) => actions.includes('iam:PassRole'));
    expect(passing).toHaveLength(1);
    const services = ['ec2', 'firehose', 'lambda', 'scheduler'].map(
      (name) => `${name}.amazonaws.com`,
    );
    expect(passing[0]?.condition).toStrictEqual({
      StringEquals: { 'iam:PassedToService': services },
    });
    const trusted = placedIn(all)
      .filter(({ type }) => type === 'aws_iam_role')
      .flatMap(({ resource }) => statementsOf(resource['assume_role_policy']))
      .flatMap(({ principal }) => (principal as { readonly Service?: string }).Service ?? []);
    expect([...new Set(trusted)].toSorted()).toStrictEqual(services);
  });

  it('knows no state of the stack that it comes from', () => {
    for (const duty of roleDuties)
      for (const { resources } of ofDuty(duty))
        expect(resources.join()).not.toMatch(/state.*(identity|account)/);
  });

  it('has none of what is never destroyed in reach of a destroy', () => {
    const keys = ofDuty('destroy').flatMap(({ resources }) =>
      resources.filter((resource) => resource.includes('.tfstate')),
    );
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.join()).not.toMatch(/storage|tables/);
  });

  it('of a type that nobody thought of stops the synthesis', () => {
    const props = { names, environment: 'prod', vpcId: null, isKept: false };
    expect(() => statementsFor(['aws_made_up'], 'write', props)).toThrow('aws_made_up');
  });
});
