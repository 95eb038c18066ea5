import type { Deployment } from './config/deployment.ts';

/** Of an account there is one; every environment in it uses the same. */
export const GITHUB_ISSUER = 'token.actions.githubusercontent.com';

type Named = Pick<
  Deployment,
  'environment' | 'awsAccount' | 'region' | 'network' | 'snowflakeDatabase' | 'snowflakeWarehouse'
>;

/**
 * Every name that a deployment gives, and the ARNs that follow from them. Stacks meet in these: none asks another's
 * state for a name.
 */
export const namesOf = (deployment: Named) => {
  const { environment, awsAccount, region, network } = deployment;
  const base = `bitcoin-pipeline-${environment}`;
  const named = (what: string): string => `${base}-${what}`;
  const arn = (service: string, resource: string): string =>
    `arn:aws:${service}:${region}:${awsAccount}:${resource}`;
  const roleArn = (name: string): string => `arn:aws:iam::${awsAccount}:role/${name}`;
  const bucketArn = (name: string): string => `arn:aws:s3:::${name}`;

  const lake = named(`lake-${awsAccount}`);
  const artifacts = named(`artifacts-${awsAccount}`);
  const state = named(`state-${awsAccount}`);
  const database = `${deployment.snowflakeDatabase}_${environment.toUpperCase()}`;
  const ofSnowflake = (what: string): string => `${database}_${what}`;

  return {
    /** What every name of ours on AWS begins with, a dash follows. */
    base,
    account: awsAccount,
    region,
    /** Any role that runs here, and any that deploys: those lie below a path, out of reach of each other. */
    runtimeRolesArn: roleArn(`${base}-*`),
    deployRolesArn: roleArn(`deploy/${base}-*`),
    instanceProfilesArn: `arn:aws:iam::${awsAccount}:instance-profile/${base}-*`,
    deployPath: '/deploy/',
    deployRole: named,
    deployRoleArn: (duty: string): string => roleArn(`deploy/${named(duty)}`),
    boundary: named('boundary'),
    boundaryArn: `arn:aws:iam::${awsAccount}:policy/${named('boundary')}`,
    oidcProviderArn: `arn:aws:iam::${awsAccount}:oidc-provider/${GITHUB_ISSUER}`,
    roleArn: (what: string): string => roleArn(named(what)),
    role: named,

    lake,
    lakeArn: bucketArn(lake),
    /** Of an object, or of many by a `*`. */
    lakeObjectsArn: (key: string): string => `${bucketArn(lake)}/${key}`,
    lakeUrl: `s3://${lake}/`,
    /** The description of the lake, and what the poller remembers; it writes both itself. */
    lakeDescriptionKey: 'lake.json',
    pollerStateKey: `mempool-data/state/${network}.json`,
    artifacts,
    artifactsArn: bucketArn(artifacts),
    state,
    stateArn: bucketArn(state),
    stateKey: (stack: string): string => `${environment}/${stack}.tfstate`,
    /** What operations remember, beside the states: who is at work, why the listener stands still. */
    recordKey: (record: string): string => `${environment}/operate/${record}.json`,

    network: named('network'),
    subnet: named('subnet'),
    securityGroup: named('listener'),

    deliveryStream: named,
    deliveryStreamArn: (stream: string): string =>
      arn('firehose', `deliverystream/${named(stream)}`),
    deliveryLogGroup: `/${base}/firehose`,

    listener: named('listener'),
    /** The id in the middle is the service's. */
    listenerGroupArn: arn(
      'autoscaling',
      `autoScalingGroup:*:autoScalingGroupName/${named('listener')}`,
    ),
    listenerHook: named('drain'),
    spool: named('spool'),
    listenerLogGroup: `/${base}/listener`,
    metricsLogGroup: `/${base}/listener-metrics`,
    hostNamespace: 'BitcoinPipeline/Host',
    /** A parameter for each variable lies below it. */
    listenerParameters: `/${base}/listener/environment`,
    agentParameter: `/${base}/listener/agent`,
    spoolParameter: `/${base}/listener/spool-volume`,
    listenerArtifactKey: (sha256: string): string => `listener/${sha256}.zip`,
    /** Of what this environment has in a service: a name that begins with its own, or an id nobody knows before. */
    arn,
    parameterArn: (name: string): string => arn('ssm', `parameter${name}`),
    logGroupArn: (name: string): string => arn('logs', `log-group:${name}`),

    poller: named('poller'),
    pollerArn: arn('lambda', `function:${named('poller')}`),
    pollerLogGroup: `/aws/lambda/${named('poller')}`,
    pollerFailures: named('poller-failures'),
    pollerFailuresArn: arn('sqs', named('poller-failures')),

    pipeErrors: named('pipe-errors'),
    pipeErrorsArn: arn('sns', named('pipe-errors')),
    alarms: named('alarms'),
    alarm: named,
    alarmArn: (alarm: string): string => arn('cloudwatch', `alarm:${named(alarm)}`),
    /** Both are of the account, in no region. */
    dashboardArn: `arn:aws:cloudwatch::${awsAccount}:dashboard/${base}`,
    budget: named('month'),
    budgetArn: `arn:aws:budgets::${awsAccount}:budget/${named('month')}`,

    /** What Snowflake's side of the trust is told; no secret, it only keeps others' integrations from using the role. */
    snowflakeExternalId: base,
    database,
    warehouse: `${deployment.snowflakeWarehouse}_${environment.toUpperCase()}`,
    storageIntegration: ofSnowflake('LAKE'),
    errorIntegration: ofSnowflake('PIPE_ERRORS'),
    resourceMonitor: ofSnowflake('MONTHLY'),
    deployer: ofSnowflake('DEPLOYER'),
    planner: ofSnowflake('PLANNER'),
    loader: ofSnowflake('LOADER'),
    transformer: ofSnowflake('TRANSFORMER'),
    reporter: ofSnowflake('REPORTER'),
    /** Who has a role and no other. */
    snowflakeUser: (role: string): string => `${role}_USER`,
    /** Of a workflow that shares its role: `plan-main`. */
    workloadUser: (id: string): string =>
      `${ofSnowflake(id.toUpperCase().replaceAll('-', '_'))}_USER`,
  } as const;
};

export type Names = ReturnType<typeof namesOf>;
