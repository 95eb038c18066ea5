import { GetRoleCommand, type IAMClient } from '@aws-sdk/client-iam';
import * as E from 'fp-ts/lib/Either.js';
import { isNamed } from '../../lake/aws/s3-client.ts';
import { checkBucket } from '../../preflight/bucket.ts';
import { roleDuties, type RoleDuty } from '../../stacks/identity/subjects.ts';
import { bucketParts } from '../owner/bucket-parts.ts';
import { providerAudiences, providerFits } from '../owner/oidc-provider.ts';
import { missing, there, unseen, type Finding } from './finding.ts';
import { BOOTSTRAP, ofAws, type Looking } from './looking.ts';
import { trustFits } from './trusted.ts';

const bucket = ({ asked, clients }: Looking): Promise<ReadonlyArray<Finding>> => {
  const { deployment, names } = asked;
  const what = `bucket ${names.state}`;
  if (deployment.state === 'local')
    return Promise.resolve([unseen(what, 'states lie on this machine (state: local)')]);
  return ofAws(what, async () => {
    const held = await checkBucket(clients.s3, {
      holds: 'states',
      name: names.state,
      region: deployment.region,
      account: deployment.awsAccount,
    });
    if (E.isLeft(held)) return [missing(what, held.left, BOOTSTRAP)];
    if (held.right === 'absent') return [missing(what, 'is not there', BOOTSTRAP)];
    const lacks: Array<string> = [];
    for (const part of bucketParts(clients.s3, names.state, names.stateArn))
      if (!(await part.isSo())) lacks.push(part.what);
    return [
      lacks.length === 0 ? there(what) : missing(what, `not so: it ${lacks.join(', ')}`, BOOTSTRAP),
    ];
  });
};

const provider = ({ asked, clients }: Looking): Promise<ReadonlyArray<Finding>> => {
  const { deployment, names } = asked;
  const what = `provider ${names.oidcProviderArn}`;
  return ofAws(what, async () => {
    const audiences = await providerAudiences(clients.iam, names.oidcProviderArn);
    const fits = providerFits(deployment.githubOidcProvider, names.oidcProviderArn, audiences);
    if (E.isLeft(fits))
      return [missing(what, fits.left, `change that, or the configuration; then ${BOOTSTRAP}`)];
    return [audiences === null ? missing(what, 'is not there', BOOTSTRAP) : there(what)];
  });
};

/** Who may take the role; null: there is none. Rejects with the service's error. */
export const trustHeld = async (iam: IAMClient, role: string): Promise<string | null> => {
  try {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: role }));
    return decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '{}');
  } catch (error) {
    if (isNamed(error, 'NoSuchEntityException')) return null;
    throw error;
  }
};

const role = ({ asked, clients }: Looking, duty: RoleDuty): Promise<ReadonlyArray<Finding>> => {
  const name = asked.names.deployRole(duty);
  const what = `role ${name}`;
  return ofAws(what, async () => {
    const trust = await trustHeld(clients.iam, name);
    if (trust === null) return [missing(what, 'is not there', BOOTSTRAP)];
    const fits = trustFits(duty, asked, trust);
    return [E.isLeft(fits) ? missing(what, fits.left, BOOTSTRAP) : there(what)];
  });
};

/** What the owner makes in AWS, in the order in which it is made. */
export const awsFindings = async (looking: Looking): Promise<ReadonlyArray<Finding>> => {
  const roles = await Promise.all(roleDuties.map((duty) => role(looking, duty)));
  return [...(await bucket(looking)), ...(await provider(looking)), ...roles.flat()];
};
