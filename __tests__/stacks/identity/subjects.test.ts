import { describe, expect, it } from 'vitest';
import { duties, ownSubjectsOf, subjectsOf } from '../../../stacks/identity/subjects.ts';
import { deploymentWith } from '../../support/stacks/deployment.ts';

const deployment = deploymentWith({
  environment: 'prod',
  githubOwner: 'octo-org',
  githubOwnerId: '123456',
  githubRepository: 'octo-repo',
  githubRepositoryId: '456789',
});

describe('the subjects of tokens', () => {
  // the forms as GitHub documents them
  it('are those of a job in an environment, in the old form and in the immutable one', () => {
    expect(subjectsOf('apply', deployment)).toStrictEqual([
      'repo:octo-org/octo-repo:environment:prod',
      'repo:octo-org@123456/octo-repo@456789:environment:prod',
    ]);
  });

  it('are for looking those of main and of pull requests', () => {
    expect(subjectsOf('plan', deployment)).toStrictEqual([
      'repo:octo-org/octo-repo:ref:refs/heads/main',
      'repo:octo-org@123456/octo-repo@456789:ref:refs/heads/main',
      'repo:octo-org/octo-repo:pull_request',
      'repo:octo-org@123456/octo-repo@456789:pull_request',
    ]);
  });

  it('are whole, and no two duties share one', () => {
    const all = duties.flatMap((duty) => subjectsOf(duty, deployment));
    expect(new Set(all).size).toBe(all.length);
    expect(all.join()).not.toMatch(/[*?]/);
  });

  it('of a pull request never write', () => {
    for (const duty of duties.filter((each) => each !== 'plan'))
      expect(subjectsOf(duty, deployment).join()).not.toContain('pull_request');
  });

  it.each([
    ['immutable', 'repo:octo-org@123456/octo-repo@456789:environment:prod-dbt'],
    ['named', 'repo:octo-org/octo-repo:environment:prod-dbt'],
  ] as const)(
    'are one where one is asked for, in the form that is %s',
    (githubSubjects, subject) => {
      expect(ownSubjectsOf('dbt', { ...deployment, githubSubjects })).toStrictEqual([subject]);
    },
  );
});
