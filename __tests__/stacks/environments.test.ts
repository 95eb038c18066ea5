import { describe, expect, it } from 'vitest';
import { deploymentWith } from '../support/stacks/deployment.ts';
import {
  placedIn,
  synthesise,
  type Placed,
  type Synthesised,
} from '../support/stacks/synthesised.ts';

/** What a resource is called by. */
const naming = [
  'name',
  'bucket',
  'function_name',
  'alarm_name',
  'dashboard_name',
  'key',
  'path',
  'user_name',
  'role_name',
] as const;
/** What the name of a resource is a part of: only both together are unique. */
const around = [
  'database',
  'schema',
  'role',
  'log_group_name',
  'autoscaling_group_name',
  'bucket',
] as const;

/** References are the same in every environment; what they refer to is looked at by itself. */
const isReference = (value: unknown): boolean =>
  typeof value === 'string' && value.startsWith('${');

const textsOf = ({ resource }: Placed, attributes: ReadonlyArray<string>): ReadonlyArray<string> =>
  attributes.flatMap((attribute) => {
    const value = resource[attribute];
    return typeof value === 'string' && !isReference(value) ? [value] : [];
  });

/** By which others would meet it; null where it has only references, or a parent that has its name. */
const meetingName = (placed: Placed): string | null => {
  const names = textsOf(placed, naming).filter((text) => text !== '/deploy/');
  const within = around.some((attribute) => isReference(placed.resource[attribute]));
  if (names.length === 0 || within) return null;
  return [placed.type, ...textsOf(placed, [...around, ...naming])].join(' ');
};

const namesIn = (all: Synthesised): ReadonlyArray<string> =>
  placedIn(all)
    .filter(({ stack }) => stack !== 'account')
    .flatMap((placed) => meetingName(placed) ?? []);

const stateKeys = (all: Synthesised): ReadonlyArray<string> =>
  Object.values(all).map(({ terraform }) => JSON.stringify(terraform['backend']));

const one = synthesise(deploymentWith({ environment: 'prod' }));
const other = synthesise(deploymentWith({ environment: 'trial', githubOidcProvider: 'adopt' }));

describe('two environments in one account', () => {
  it('share no name', () => {
    expect(namesIn(one).length).toBeGreaterThan(70);
    const others = new Set(namesIn(other));
    expect(namesIn(one).filter((name) => others.has(name))).toStrictEqual([]);
  });

  it('share no state', () => {
    const others = new Set(stateKeys(other));
    expect(stateKeys(one).filter((key) => others.has(key))).toStrictEqual([]);
  });

  it('say their name in every name', () => {
    const nameless = namesIn(one).filter((name) => !/prod\b|PROD|prod[-/]/.test(name));
    expect(nameless).toStrictEqual([]);
  });

  it('have one provider of GitHub tokens, of the one that made it', () => {
    expect(one).toHaveProperty('account');
    expect(other).not.toHaveProperty('account');
  });
});

describe('what a deployment differs in', () => {
  it('is nowhere else: of another account, region and repository nothing is left', () => {
    const text = JSON.stringify(
      synthesise(
        deploymentWith({
          awsAccount: '444455556666',
          region: 'us-east-2',
          availabilityZone: 'us-east-2b',
          githubOwner: 'someone',
          githubOwnerId: '7',
          githubRepository: 'else',
          githubRepositoryId: '8',
          snowflakeOrganization: 'OTHERORG',
          snowflakeAccount: 'OTHERACCOUNT',
          snowflakeDatabase: 'CHAIN',
          snowflakeWarehouse: 'SMALL',
        }),
      ),
    );
    expect(text).not.toMatch(
      /111122223333|eu-west-1|your-organisation|1234567\b|987654321|YOURORG|YOURACCOUNT|BITCOIN_PROD|BITCOIN_DBT/,
    );
  });

  it('may be where the state lies: on this machine, for trials', () => {
    const local = synthesise(deploymentWith({ state: 'local' }));
    for (const [stack, { terraform }] of Object.entries(local))
      expect(terraform['backend']).toStrictEqual({
        local: { path: `../../../.state/prod/${stack}.tfstate` },
      });
    for (const [stack, { terraform }] of Object.entries(one))
      expect(terraform['backend']).toStrictEqual({
        s3: {
          bucket: 'bitcoin-pipeline-prod-state-111122223333',
          key: `prod/${stack}.tfstate`,
          region: 'eu-west-1',
          encrypt: true,
          use_lockfile: true,
        },
      });
  });
});
