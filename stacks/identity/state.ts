import type { Statement } from '../constructs/policy.ts';
import type { Names } from '../names.ts';

/** The state of some stacks: to read it, or also to write it and to hold its lock. */
export const stateOf = (
  names: Names,
  stacks: ReadonlyArray<string>,
  writes: boolean,
): ReadonlyArray<Statement> => {
  const keys = stacks.map((stack) => `${names.stateArn}/${names.stateKey(stack)}`);
  return [
    { actions: ['s3:ListBucket'], resources: [names.stateArn] },
    { actions: writes ? ['s3:GetObject', 's3:PutObject'] : ['s3:GetObject'], resources: keys },
    ...(writes
      ? [
          {
            actions: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
            resources: keys.map((key) => `${key}.tflock`),
          },
        ]
      : []),
  ];
};
