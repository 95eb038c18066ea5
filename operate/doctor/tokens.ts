import * as E from 'fp-ts/lib/Either.js';
import type { RoleDuty } from '../../stacks/identity/subjects.ts';
import type { OwnerAsked } from '../owner/asked.ts';
import { trustHeld } from './aws.ts';
import { ownClaims, type Claims } from './claims.ts';
import { missing, unseen, type Finding } from './finding.ts';
import type { Looking } from './looking.ts';
import { subjectFindings, type Trusts } from './subject.ts';

/** Who may take each role; one that can't be seen counts as not seen. */
const trustsHeld = async ({ asked, clients }: Looking): Promise<Trusts> => {
  const of = (duty: RoleDuty): Promise<string | null> =>
    trustHeld(clients.iam, asked.names.deployRole(duty)).catch(() => null);
  const [plan, apply, destroy, operate] = await Promise.all([
    of('plan'),
    of('apply'),
    of('destroy'),
    of('operate'),
  ]);
  return { plan, apply, destroy, operate };
};

/** What trusts look at beside the subject. */
const numberFindings = (
  { repository_id: id, repository_owner_id: owner }: Claims,
  { deployment }: OwnerAsked,
): ReadonlyArray<Finding> => {
  const of = (key: 'githubRepositoryId' | 'githubOwnerId', is: string) =>
    is === deployment[key]
      ? []
      : [
          missing(
            'token of this job',
            `${key} is ${is}, not ${deployment[key]}`,
            `set ${key} to ${is}`,
          ),
        ];
  return [...of('githubRepositoryId', id), ...of('githubOwnerId', owner)];
};

/** A subject that was given, else that of the job that this runs in; none: nothing is found. */
export const tokenFindings = async (
  looking: Looking,
  given: string | undefined,
): Promise<ReadonlyArray<Finding>> => {
  const { asked } = looking;
  if (given !== undefined) return subjectFindings(given, asked, await trustsHeld(looking));
  const claims = await ownClaims(asked.machine.env);
  if (claims === null) return [];
  if (E.isLeft(claims)) return [unseen('token of this job', claims.left)];
  return [
    ...numberFindings(claims.right, asked),
    ...subjectFindings(claims.right.sub, asked, await trustsHeld(looking)),
  ];
};
