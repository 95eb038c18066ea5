import type { Names } from '../../../stacks/names.ts';
import type { Context } from './iam.ts';
import type { Resource } from './synthesised.ts';

/** A call with what IAM is told of it. */
export type EngineCall = readonly [action: string, resource: string, context?: Context];

/** What the engine's provider calls for one resource: to look at it, to make it, to take it away. */
export interface EngineCalls {
  readonly look: ReadonlyArray<EngineCall>;
  readonly make: ReadonlyArray<EngineCall>;
  readonly remove: ReadonlyArray<EngineCall>;
}

/** Which environment the names are of. */
export interface Place {
  readonly names: Names;
  readonly environment: string;
}

export const nameIn = (resource: Resource, key = 'name'): string => String(resource[key]);

/** A resource whose calls all go to one ARN. */
export const on = (arn: string, look: string, make: string, remove: string): EngineCalls => {
  const calls = (actions: string): ReadonlyArray<EngineCall> =>
    actions.split(' ').map((action) => [action, arn]);
  return { look: calls(look), make: calls(make), remove: calls(remove) };
};

export const roleArn = (role: unknown, { names }: Place): string => names.roleArn(String(role));

export const passing = (role: string, service: string, place: Place): EngineCall => [
  'iam:PassRole',
  roleArn(role, place),
  { 'iam:PassedToService': `${service}.amazonaws.com` },
];

export const withCalls = (calls: EngineCalls, make: ReadonlyArray<EngineCall>): EngineCalls => ({
  ...calls,
  make: [...calls.make, ...make],
});

/** What is called for a resource of one type. */
export type CallsOf = (resource: Resource, place: Place) => EngineCalls;
