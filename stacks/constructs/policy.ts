/** One statement of a policy, in words of ours. */
export interface Statement {
  readonly sid?: string;
  /** @default 'Allow' */
  readonly effect?: 'Allow' | 'Deny';
  /** Of a resource's or role's policy: who. */
  readonly principals?: '*' | Readonly<Partial<Record<'Service' | 'AWS' | 'Federated', string>>>;
  readonly actions: ReadonlyArray<string>;
  /** Left out in the policy that says who may take a role. */
  readonly resources?: ReadonlyArray<string>;
  readonly conditions?: Readonly<
    Record<string, Readonly<Record<string, string | ReadonlyArray<string>>>>
  >;
}

const one = <A>(values: ReadonlyArray<A>): A | ReadonlyArray<A> =>
  values.length === 1 && values[0] !== undefined ? values[0] : values;

const jsonOf = (statement: Statement): object => ({
  ...(statement.sid === undefined ? {} : { Sid: statement.sid }),
  Effect: statement.effect ?? 'Allow',
  ...(statement.principals === undefined ? {} : { Principal: statement.principals }),
  Action: one(statement.actions),
  ...(statement.resources === undefined ? {} : { Resource: one(statement.resources) }),
  ...(statement.conditions === undefined ? {} : { Condition: statement.conditions }),
});

/** A policy as the services read it. */
export const policyJson = (statements: ReadonlyArray<Statement>): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements.map(jsonOf) });

/** Of a bucket: nothing without encryption on the way. */
export const onlyByTls = (bucketArn: string): Statement => ({
  sid: 'OnlyByTls',
  effect: 'Deny',
  principals: '*',
  actions: ['s3:*'],
  resources: [bucketArn, `${bucketArn}/*`],
  conditions: { Bool: { 'aws:SecureTransport': 'false' } },
});

/** A service of AWS may take the role; where an account is named, for what lies in it only. */
export const trustedService = (service: string, account?: string): Statement => ({
  principals: { Service: `${service}.amazonaws.com` },
  actions: ['sts:AssumeRole'],
  ...(account === undefined
    ? {}
    : { conditions: { StringEquals: { 'aws:SourceAccount': account } } }),
});
