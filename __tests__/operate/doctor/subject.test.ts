import { describe, expect, it } from 'vitest';
import { subjectFindings, type Trusts } from '../../../operate/doctor/subject.ts';
import { policyJson } from '../../../stacks/constructs/policy.ts';
import type { RoleDuty } from '../../../stacks/identity/subjects.ts';
import { trustOf } from '../../../stacks/identity/trust.ts';
import { namesOf } from '../../../stacks/names.ts';
import { deploymentWith } from '../../support/stacks/deployment.ts';

const deployment = deploymentWith();
const names = namesOf(deployment);
const asked = { deployment, names };
const held = (otherwise: Partial<Trusts> = {}): Trusts => {
  const of = (duty: RoleDuty) => policyJson([trustOf(duty, deployment, names)]);
  return {
    plan: of('plan'),
    apply: of('apply'),
    destroy: of('destroy'),
    operate: of('operate'),
    ...otherwise,
  };
};

const OLD = 'repo:your-organisation/bitcoin-pipeline';
const NEW = 'repo:your-organisation@1234567/bitcoin-pipeline@987654321';
const told = (subject: string, trusts = held()) =>
  subjectFindings(subject, asked, trusts).map(({ state, told: text }) => `${state}: ${text}`);

describe('a subject', () => {
  it.each([
    [`${NEW}:ref:refs/heads/main`, 'plan'],
    [`${NEW}:pull_request`, 'plan'],
    [`${NEW}:environment:prod`, 'apply'],
    [`${NEW}:environment:prod-destroy`, 'destroy'],
    [`${NEW}:environment:prod-operate`, 'operate'],
  ])('%s is taken by %s', (subject, duty) => {
    expect(told(subject)[0]).toBe(`there: bitcoin-pipeline-prod-${duty} takes it`);
  });

  it('of the old form is taken by AWS, and by Snowflake not: it knows one form', () => {
    expect(told(`${OLD}:environment:prod`)).toStrictEqual([
      'there: bitcoin-pipeline-prod-apply takes it',
      `missing: BITCOIN_PROD_APPLY_USER is bound to ${NEW}:environment:prod, by githubSubjects immutable, and the token is of the form that is named; Snowflake knows one of both`,
    ]);
  });

  it('of the immutable form is refused by a role that trusts the old one alone, and the sentence says so', () => {
    const old = held().apply?.replaceAll(`,"${NEW}:environment:prod"`, '') ?? '';
    expect(old).not.toContain(NEW);
    expect(told(`${NEW}:environment:prod`, held({ apply: old }))[0]).toBe(
      `missing: the token of a job in environment prod says ${NEW}:environment:prod, in the form that is immutable; the role bitcoin-pipeline-prod-apply trusts ${OLD}:environment:prod`,
    );
  });

  it('whose role is not there', () => {
    expect(told(`${NEW}:environment:prod`, held({ apply: null }))[0]).toContain(
      'the role for it is bitcoin-pipeline-prod-apply, and it is not there or was not seen',
    );
  });

  it.each([
    [`${NEW}:environment:production`, 'no role is for a job in environment production; '],
    [`${NEW}:ref:refs/heads/next`, 'no role is for a job of refs/heads/next, in no environment; '],
    [
      'repo:Your-Organisation/bitcoin-pipeline:environment:prod',
      'it is of the repository Your-Organisation/bitcoin-pipeline, and the configuration is of your-organisation/bitcoin-pipeline: case counts',
    ],
    [
      NEW.replace('1234567', '7') + ':environment:prod',
      'it is of the owner number 7, and githubOwnerId is 1234567',
    ],
    [
      NEW.replace('987654321', '8') + ':environment:prod',
      'it is of the repository number 8, and githubRepositoryId is 987654321',
    ],
    [`${OLD}@5:environment:prod`, 'this is no subject of a token of GitHub'],
    ['environment:prod', 'this is no subject of a token of GitHub'],
    ['', 'this is no subject of a token of GitHub'],
  ])('%s is of no role: %s', (subject, why) => {
    const [first = '', ...more] = told(subject);
    expect(first.startsWith(`missing: ${why}`)).toBe(true);
    expect(more).toStrictEqual([]);
  });

  it('that a role takes though nothing of ours computes it is no good news', () => {
    const stray = `${OLD}:environment:staging`;
    const wide = held().plan?.replace(`${OLD}:pull_request`, stray) ?? '';
    expect(told(stray, held({ plan: wide }))[0]).toMatch(
      /^missing: bitcoin-pipeline-prod-plan takes it, though no role is for a job in environment staging/,
    );
  });
});
