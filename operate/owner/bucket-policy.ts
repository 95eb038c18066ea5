import { isDeepStrictEqual } from 'node:util';
import { GetBucketPolicyCommand, PutBucketPolicyCommand, type S3Client } from '@aws-sdk/client-s3';
import * as t from 'io-ts';
import { onlyByTls, policyJson } from '../../stacks/constructs/policy.ts';
import { readAs } from '../read-as.ts';
import { orNone, type BucketPart } from './bucket-part.ts';

const Policy = t.type({ Statement: t.readonlyArray(t.UnknownRecord) });
type Statements = t.TypeOf<typeof Policy>['Statement'];

const statementsIn = (text: string | undefined): Statements =>
  readAs(Policy, text ?? '')?.Statement ?? [];

/** Nothing without TLS; what else the policy says stays. */
export const bucketPolicy = (s3: S3Client, Bucket: string, arn: string): BucketPart => {
  const wanted = statementsIn(policyJson([onlyByTls(arn)]));
  const held = async (): Promise<Statements> =>
    statementsIn(
      (await orNone(s3.send(new GetBucketPolicyCommand({ Bucket })), 'NoSuchBucketPolicy'))?.Policy,
    );
  return {
    what: 'is asked by TLS alone',
    isSo: async () => {
      const there = await held();
      return wanted.every((ours) => there.some((each) => isDeepStrictEqual(each, ours)));
    },
    set: async () => {
      const others = (await held()).filter(
        ({ Sid }) => !wanted.some((ours) => ours['Sid'] === Sid),
      );
      const Statement = [...others, ...wanted];
      return s3.send(
        new PutBucketPolicyCommand({
          Bucket,
          Policy: JSON.stringify({ Version: '2012-10-17', Statement }),
        }),
      );
    },
  };
};
