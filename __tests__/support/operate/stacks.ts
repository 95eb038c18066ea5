import { fixture, type Fixture } from '../rehearsal/fixture.ts';

const { aws_iam_role: role, aws_iam_role_policy: policy } = fixture.stream.resource;

/** One that holds data and one that does not, which needs it; small, since the engine is run many times. */
export const operated = {
  storage: fixture.storage,
  listener: {
    needs: ['storage'],
    resource: {
      aws_cloudwatch_log_group: {
        log: { name: '/listener', retention_in_days: 14 },
        metrics: { name: '/listener-metrics', retention_in_days: 14 },
      },
      aws_iam_role: { delivery: { ...role.delivery, description: 'of the listener' } },
      aws_iam_role_policy: policy,
    },
  },
} as const satisfies Fixture;
