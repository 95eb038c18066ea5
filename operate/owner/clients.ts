import { IAMClient } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import type { OwnerAsked } from './asked.ts';

export interface OwnerClients {
  readonly s3: S3Client;
  readonly iam: IAMClient;
  readonly sts: STSClient;
}

/** AWS as the owner of the account meets it, by credentials of their own. Variables of AWS name other addresses. */
export const clientsOf = ({ deployment, machine: { env } }: OwnerAsked): OwnerClients => {
  const placeOf = (service: 'S3' | 'IAM' | 'STS') => {
    const endpoint = env[`AWS_ENDPOINT_URL_${service}`] ?? env['AWS_ENDPOINT_URL'];
    return { region: deployment.region, ...(endpoint === undefined ? {} : { endpoint }) };
  };
  const s3 = placeOf('S3');
  return {
    s3: new S3Client({ ...s3, forcePathStyle: 'endpoint' in s3 }),
    iam: new IAMClient(placeOf('IAM')),
    sts: new STSClient(placeOf('STS')),
  };
};
