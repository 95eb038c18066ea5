import { resourcesOf } from '../synthesised.ts';
import type { Rule } from './rule.ts';

/** A bucket has one configuration of notifications: the second that is written replaces the first, and nobody is told. */
export const oneNotificationABucket: Rule = {
  name: 'one notification a bucket',
  breaches: (stacks) => {
    const all = stacks.flatMap((stack) =>
      resourcesOf(stack)
        .filter(({ type }) => type === 'aws_s3_bucket_notification')
        .map(({ address, config }) => ({
          place: `${stack.name}: ${address}`,
          bucket: String(config['bucket']),
        })),
    );
    return all
      .filter((each, at) => all.findIndex(({ bucket }) => bucket === each.bucket) < at)
      .map(
        ({ place, bucket }) =>
          `${place} is a second notification of the bucket ${bucket}, and would replace the first; put both into one resource`,
      );
  },
};
