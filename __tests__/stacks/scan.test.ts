import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../support/small-clone.ts';
import { scan, type Finding } from '../support/stacks/scan.ts';
import { synthesise } from '../support/stacks/synthesised.ts';

/** A check that some resources do not pass, and why that is as it should be. */
interface Excuse {
  readonly check: string;
  /** `stack resource`; a `*` at the end is for several. */
  readonly on: ReadonlyArray<string>;
  readonly reason: string;
}

const excuses = JSON.parse(
  readFileSync(join(projectRoot, 'stacks/scan-excuses.json'), 'utf8'),
) as ReadonlyArray<Excuse>;

/** A stack with mistakes, scanned with ours, so that a scan that sees nothing is noticed. */
const planted = {
  resource: {
    aws_security_group: {
      open: {
        description: 'Everybody',
        ingress: [{ from_port: 22, to_port: 22, protocol: 'tcp', cidr_blocks: ['0.0.0.0/0'] }],
      },
    },
    aws_iam_policy: {
      wide: {
        policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
        }),
      },
    },
    aws_sqs_queue: { bare: { name: 'bare', sqs_managed_sse_enabled: false } },
  },
};

const { passed, findings } = await scan({ ...synthesise(), planted });

const covers =
  ({ on }: Finding) =>
  (pattern: string): boolean =>
    pattern.endsWith('*') ? on.startsWith(pattern.slice(0, -1)) : on === pattern;
const excusedBy = (finding: Finding): Excuse | undefined =>
  excuses.find(({ check, on }) => check === finding.check && on.some(covers(finding)));

describe('the scan of what is synthesised', () => {
  it('finds nothing that is not excused with a reason', () => {
    const left = findings.filter(
      (finding) => !finding.on.startsWith('planted ') && excusedBy(finding) === undefined,
    );
    expect(left).toStrictEqual([]);
    expect(passed).toBeGreaterThan(200);
  });

  it('needs every excuse, and each has a reason', () => {
    for (const { check, on, reason } of excuses) {
      expect(reason.length, check).toBeGreaterThan(30);
      for (const pattern of on)
        expect(
          findings.some((finding) => finding.check === check && covers(finding)(pattern)),
          `${check} is found no more on ${pattern}: take its excuse out`,
        ).toBe(true);
    }
    expect(new Set(excuses.map(({ check }) => check)).size).toBe(excuses.length);
  });

  it.each([
    ['CKV_AWS_24', 'planted open'], // SSH from everywhere
    ['CKV_AWS_62', 'planted wide'], // all of an account
    ['CKV_AWS_27', 'planted bare'], // a queue in the clear
  ])('sees what is planted: %s', (check, on) => {
    expect(findings).toContainEqual(expect.objectContaining({ check, on }));
  });
});
