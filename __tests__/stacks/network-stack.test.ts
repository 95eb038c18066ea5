import { describe, expect, it } from 'vitest';
import { deploymentWith } from '../support/stacks/deployment.ts';
import { ofType, synthesise, theOne } from '../support/stacks/synthesised.ts';

const all = synthesise();
const existing = synthesise(
  deploymentWith({
    vpcId: 'vpc-0123456789abcdef0',
    subnetId: 'subnet-0123456789abcdef0',
    sshCidr: '203.0.113.7/32',
  }),
);

describe('network', () => {
  it('lets nobody in, and out by HTTPS and DNS alone', () => {
    expect(ofType(all['network'], 'aws_vpc_security_group_ingress_rule')).toStrictEqual([]);
    const out = ofType(all['network'], 'aws_vpc_security_group_egress_rule').map(
      (rule) =>
        `${String(rule['ip_protocol'])} ${String(rule['from_port'])}-${String(rule['to_port'])}`,
    );
    expect(out.toSorted()).toStrictEqual(['tcp 443-443', 'tcp 53-53', 'udp 53-53']);
    expect(theOne(all['network'], 'aws_security_group')).not.toHaveProperty('ingress');
  });

  it('lets in by SSH whom the configuration names', () => {
    expect(theOne(existing['network'], 'aws_vpc_security_group_ingress_rule')).toMatchObject({
      cidr_ipv4: '203.0.113.7/32',
      from_port: 22,
      to_port: 22,
    });
  });

  it('is not made where there is one', () => {
    expect(ofType(existing['network'], 'aws_vpc')).toStrictEqual([]);
    expect(theOne(existing['network'], 'aws_security_group')).toMatchObject({
      vpc_id: 'vpc-0123456789abcdef0',
    });
    expect(theOne(existing['listener'], 'aws_autoscaling_group')).toMatchObject({
      vpc_zone_identifier: ['subnet-0123456789abcdef0'],
    });
  });
});
