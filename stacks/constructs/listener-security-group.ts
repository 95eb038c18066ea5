import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group/index.js';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule/index.js';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js';
import type { Construct } from '../cdktf.ts';

export interface ListenerSecurityGroupProps {
  readonly name: string;
  readonly vpcId: string;
  /** Who may come in by SSH; null: nobody. */
  readonly sshCidr: string | null;
}

/** The resolver of Amazon, at the same address in every network. */
const RESOLVER = '169.254.169.253/32';

/** Out by HTTPS and to the resolver; in by SSH where that is asked for, else not at all. */
export const listenerSecurityGroup = (
  scope: Construct,
  { name, vpcId, sshCidr }: ListenerSecurityGroupProps,
): void => {
  const group = new SecurityGroup(scope, 'listener-group', {
    name,
    description: 'The listener: out by HTTPS and DNS, nobody in',
    vpcId,
    tags: { Name: name },
  });
  const out = (id: string, description: string, ipProtocol: string, port: number, to: string) =>
    new VpcSecurityGroupEgressRule(scope, id, {
      securityGroupId: group.id,
      description,
      ipProtocol,
      fromPort: port,
      toPort: port,
      cidrIpv4: to,
    });
  out('https-out', 'the source, AWS, packages', 'tcp', 443, '0.0.0.0/0');
  out('dns-out', 'names', 'udp', 53, RESOLVER);
  out('dns-tcp-out', 'names with long answers', 'tcp', 53, RESOLVER);
  if (sshCidr === null) return;
  new VpcSecurityGroupIngressRule(scope, 'ssh-in', {
    securityGroupId: group.id,
    description: 'SSH for whom the configuration names',
    ipProtocol: 'tcp',
    fromPort: 22,
    toPort: 22,
    cidrIpv4: sshCidr,
  });
};
