import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { namesOf } from '../../../stacks/names.ts';
import { deploymentWith } from '../../support/stacks/deployment.ts';
import { operationCalls } from '../../support/operate/calls.ts';
import type { EngineCall, EngineCalls } from '../../support/stacks/engine-call.ts';
import { engineCalls } from '../../support/stacks/engine-calls.ts';
import { projectRoot } from '../../support/small-clone.ts';
import { iamOf } from '../../support/stacks/iam.ts';
import { placedIn, synthesise, type Placed } from '../../support/stacks/synthesised.ts';

const deployment = deploymentWith();
const names = namesOf(deployment);
const all = synthesise(deployment);
const iam = iamOf(all, deployment.awsAccount, names.base);

/** A neighbour in the same account, whose name begins with ours. */
const neighbour = deploymentWith({ environment: 'prod2' });
const others = namesOf(neighbour);

const keptStacks = new Set(['storage', 'tables']);
const appliedByHand = new Set(['access', 'account', 'identity']);

const callsOf = ({ type, resource }: Placed, of = deployment): EngineCalls => {
  const calls = engineCalls[type];
  if (calls === undefined) throw new Error(`what does the engine call for ${type}?`);
  return calls(resource, { names: namesOf(of), environment: of.environment });
};
/** The first of each type in each stack: names of one type begin alike (`environments.test.ts`). */
const ofWorkflows = (stacks: typeof all): ReadonlyArray<Placed> => [
  ...new Map(
    placedIn(stacks)
      .filter(({ stack, type }) => type.startsWith('aws_') && !appliedByHand.has(stack))
      .toReversed()
      .map((placed) => [`${placed.stack} ${placed.type}`, placed]),
  ).values(),
];
const ours = ofWorkflows(all);

const verdicts = (role: string, calls: ReadonlyArray<EngineCall>) =>
  Promise.all(
    calls.map(async ([action, resource, context = {}]) => ({
      call: `${role}: ${action} on ${resource}`,
      isAllowed: (await iam.judge({ role, action, resource, context })) === 'Allowed',
    })),
  );
/** Of these calls those that the role is not allowed. */
const refusedTo = async (role: string, calls: ReadonlyArray<EngineCall>) =>
  (await verdicts(role, calls)).filter(({ isAllowed }) => !isAllowed).map(({ call }) => call);
const allowedTo = async (role: string, calls: ReadonlyArray<EngineCall>) =>
  (await verdicts(role, calls)).filter(({ isAllowed }) => isAllowed).map(({ call }) => call);

const isSame = ([action, resource]: EngineCall, other: EngineCall): boolean =>
  action === other[0] && resource === other[1];
const without = (calls: ReadonlyArray<EngineCall>, left: ReadonlyArray<EngineCall>) =>
  calls.filter((call) => !left.some((other) => isSame(call, other)));

/** What is started and stopped is not made: `operate/` calls it as well. */
const isOperated = ([action, resource]: EngineCall): boolean =>
  action === 'autoscaling:StartInstanceRefresh' ||
  action === 'scheduler:UpdateSchedule' ||
  (action === 'iam:PassRole' && resource === names.roleArn('poller-schedule'));

describe.each(ours.map((placed) => ({ name: `${placed.stack} ${placed.address}`, placed })))(
  '$name',
  ({ placed }) => {
    const { look, make, remove } = callsOf(placed);
    const isKept = keptStacks.has(placed.stack);

    it('is looked at by who plans, and left alone', async () => {
      expect(await refusedTo('plan', look)).toStrictEqual([]);
      expect(await allowedTo('plan', without([...make, ...remove], look))).toStrictEqual([]);
    });

    it('is made by who applies', async () => {
      expect(await refusedTo('apply', [...look, ...make])).toStrictEqual([]);
    });

    it(
      isKept ? 'is taken away by nobody' : 'is taken away by who destroys or applies',
      async () => {
        if (!isKept) {
          expect(await refusedTo('destroy', [...look, ...remove])).toStrictEqual([]);
          expect(await refusedTo('apply', remove)).toStrictEqual([]);
          return;
        }
        expect(await allowedTo('destroy', without([...make, ...remove], look))).toStrictEqual([]);
        expect(await allowedTo('apply', without(remove, [...look, ...make]))).toStrictEqual([]);
      },
    );

    it('is out of reach of who operates', async () => {
      const changing = [...make, ...remove];
      const operated = changing.filter((call) => !isOperated(call));
      expect(await allowedTo('operate', operated)).toStrictEqual([]);
    });
  },
);

describe('another environment', () => {
  const theirs = ofWorkflows(synthesise(neighbour));
  /** Lists know no resource; images are Amazon's, and what is made with an instance has no owner before. */
  const isTheirs = ([action, resource]: EngineCall): boolean =>
    resource !== '*' &&
    !/:ec2:[^:]+::image/.test(resource) &&
    !(action === 'ec2:RunInstances' && /:(instance|network-interface|volume)\//.test(resource));

  it.each(['plan', 'apply', 'destroy', 'operate'])('is out of reach of %s', async (role) => {
    const reached: Array<string> = [];
    for (const placed of theirs) {
      const { look, make, remove } = callsOf(placed, neighbour);
      reached.push(...(await allowedTo(role, [...look, ...make, ...remove].filter(isTheirs))));
    }
    expect(reached).toStrictEqual([]);
  });
});

describe('a volume that the page on recovery makes of a snapshot', () => {
  const page = readFileSync(join(projectRoot, 'docs/recovery.md'), 'utf8');
  const [command = ''] = /^aws ec2 create-volume .*$/m.exec(page) ?? [];
  const tags = Object.fromEntries(
    [...command.matchAll(/\{Key=(\w+),Value=(\w+)\}/g)].map(([, key = '', value = '']) => [
      `aws:ResourceTag/${key}`,
      value,
    ]),
  );
  const arn = names.arn('ec2', 'volume/vol-0a1b2c3d4e5f60718');

  it('gets what it lacks from the next deploy, and is taken away by a destroy', async () => {
    expect(await refusedTo('apply', [['ec2:CreateTags', arn, tags]])).toStrictEqual([]);
    expect(await refusedTo('destroy', [['ec2:DeleteVolume', arn, tags]])).toStrictEqual([]);
  });
});

const boundary = { 'iam:PermissionsBoundary': names.boundaryArn };
const service = (name: string) => ({ 'iam:PassedToService': `${name}.amazonaws.com` });
const deployRole = names.deployRolesArn.replace('*', 'apply');
const admin = `arn:aws:iam::${names.account}:role/admin`;
const lakeObject = names.lakeObjectsArn('mempool-data/stream/a.ndjson.gz');

/** What no workflow may do, whichever it is. */
const forbidden: ReadonlyArray<EngineCall> = [
  ['s3:DeleteBucket', names.lakeArn],
  ['s3:DeleteBucketPolicy', names.lakeArn],
  ['s3:DeleteObject', lakeObject],
  ['s3:DeleteObjectVersion', lakeObject],
  ['s3:GetObject', lakeObject],
  ['s3:PutObject', lakeObject],
  ['s3:DeleteBucket', names.stateArn],
  ['s3:PutBucketPolicy', names.stateArn],
  ['s3:GetObject', `${names.stateArn}/${names.stateKey('identity')}`],
  ['s3:PutObject', `${names.stateArn}/${names.stateKey('identity')}`],
  ['s3:PutObject', `${names.stateArn}/${names.stateKey('account')}`],
  ['s3:DeleteObject', `${names.stateArn}/${names.stateKey('listener')}`],
  ['s3:GetObject', `${others.stateArn}/${others.stateKey('listener')}`],
  ['iam:CreateRole', names.roleArn('made-up')],
  ['iam:CreateRole', names.roleArn('made-up'), { 'iam:PermissionsBoundary': others.boundaryArn }],
  ['iam:CreateRole', deployRole, boundary],
  ['iam:CreateRole', admin, boundary],
  ['iam:CreateRole', others.roleArn('made-up'), boundary],
  ['iam:PutRolePolicy', names.roleArn('poller')],
  ['iam:PutRolePolicy', deployRole, boundary],
  ['iam:AttachRolePolicy', names.roleArn('poller'), boundary],
  ['iam:DeleteRolePermissionsBoundary', names.roleArn('poller'), boundary],
  [
    'iam:PutRolePermissionsBoundary',
    names.roleArn('poller'),
    { 'iam:PermissionsBoundary': others.boundaryArn },
  ],
  ['iam:CreatePolicyVersion', names.boundaryArn],
  ['iam:DeletePolicy', names.boundaryArn],
  ['iam:UpdateAssumeRolePolicy', deployRole],
  ['iam:UpdateAssumeRolePolicy', admin],
  ['iam:DeleteRole', deployRole],
  ['iam:CreateUser', `arn:aws:iam::${names.account}:user/made-up`],
  ['iam:PassRole', admin, service('ec2')],
  ['iam:PassRole', deployRole, service('lambda')],
  ['iam:PassRole', others.roleArn('poller'), service('lambda')],
  ['iam:PassRole', names.roleArn('poller'), service('glue')],
  ['iam:DeleteOpenIDConnectProvider', names.oidcProviderArn],
  ['iam:UpdateOpenIDConnectProviderThumbprint', names.oidcProviderArn],
  [
    'iam:CreateServiceLinkedRole',
    `arn:aws:iam::${names.account}:role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot`,
  ],
  ['ec2:TerminateInstances', names.arn('ec2', 'instance/i-0a1b2c3d4e5f60718')],
  ['firehose:PutRecordBatch', names.deliveryStreamArn('conversions')],
];

describe.each(['plan', 'apply', 'destroy', 'operate'])('who may %s', (role) => {
  it('takes nothing from the lake, and lifts nothing that holds it', async () => {
    expect(await allowedTo(role, forbidden)).toStrictEqual([]);
  });
});

const state = (stack: string): string => `${names.stateArn}/${names.stateKey(stack)}`;
const group = names.arn(
  'autoscaling',
  `autoScalingGroup:6f1c:autoScalingGroupName/${names.listener}`,
);
const schedule = names.arn('scheduler', `schedule/default/${names.poller}`);
const listenerLog = names.logGroupArn(names.listenerLogGroup);
const record = (name: string): string => `${names.stateArn}/${names.recordKey(name)}`;
const operated = operationCalls(names);

describe('beside resources', () => {
  it.each(Object.entries(operated))('%s may call what its commands do', async (role, calls) => {
    expect(await refusedTo(role, [...calls, ['s3:ListBucket', names.stateArn]])).toStrictEqual([]);
  });

  it.each<
    readonly [role: string, allowed: ReadonlyArray<EngineCall>, refused: ReadonlyArray<EngineCall>]
  >([
    [
      'plan',
      [
        ['s3:GetObject', state('storage')],
        ['s3:ListBucket', names.stateArn],
      ],
      [
        ['s3:PutObject', state('storage')],
        ['s3:PutObject', record('deployed')],
        ['s3:GetObject', record('hold')],
      ],
    ],
    [
      'apply',
      [
        ['s3:PutObject', state('storage')],
        ['s3:DeleteObject', `${state('storage')}.tflock`],
      ],
      [
        ['s3:PutObject', record('listener')],
        ['logs:FilterLogEvents', listenerLog],
      ],
    ],
    [
      'destroy',
      [['s3:PutObject', state('listener')]],
      [
        ['s3:PutObject', record('deployed')],
        ['scheduler:UpdateSchedule', schedule],
        ['s3:GetObject', state('storage')],
        ['s3:PutObject', state('tables')],
      ],
    ],
    [
      'operate',
      [['lambda:InvokeFunction', names.pollerArn]],
      [
        ['s3:PutObject', record('deployed')],
        ['s3:DeleteObject', record('hold')],
        ['scheduler:UpdateSchedule', others.arn('scheduler', `schedule/default/${others.poller}`)],
        ['scheduler:CreateSchedule', schedule],
        ['scheduler:DeleteSchedule', schedule],
        ['iam:PassRole', names.roleArn('poller-schedule'), service('lambda')],
        ['iam:PassRole', names.roleArn('poller'), service('scheduler')],
        ['logs:FilterLogEvents', names.logGroupArn(names.pollerLogGroup)],
        ['autoscaling:SetDesiredCapacity', group.replace(names.listener, others.listener)],
        ['autoscaling:UpdateAutoScalingGroup', group],
        ['lambda:UpdateFunctionCode', names.pollerArn],
        ['lambda:InvokeFunction', others.pollerArn],
        ['s3:GetObject', state('listener')],
      ],
    ],
  ])('%s may do what it is there for', async (role, allowed, refused) => {
    expect(await refusedTo(role, allowed)).toStrictEqual([]);
    expect(await allowedTo(role, refused)).toStrictEqual([]);
  });
});
