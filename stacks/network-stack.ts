import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway/index.js';
import { Route } from '@cdktf/provider-aws/lib/route/index.js';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table/index.js';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association/index.js';
import { Subnet } from '@cdktf/provider-aws/lib/subnet/index.js';
import { Vpc } from '@cdktf/provider-aws/lib/vpc/index.js';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint/index.js';
import type { Construct } from './cdktf.ts';
import { AwsStack } from './constructs/aws-stack.ts';
import type { StackProps } from './constructs/environment-stack.ts';
import { listenerSecurityGroup } from './constructs/listener-security-group.ts';

/** Of the network that is made: nothing but the listener is in it. */
const ADDRESSES = '10.61.0.0/24';

/**
 * Where the listener stands: a subnet with a public address, which costs a tenth of a NAT gateway, and a security group
 * that lets nobody in; of a network that is there already the group alone.
 */
export class NetworkStack extends AwsStack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const { deployment, names } = props;
    const vpcId = deployment.vpcId ?? this.#makeNetwork(props).id;
    listenerSecurityGroup(this, {
      name: names.securityGroup,
      vpcId,
      sshCidr: deployment.sshCidr,
    });
  }

  #makeNetwork({ deployment, names }: StackProps): Vpc {
    const tags = { Name: names.network };
    const vpc = new Vpc(this, 'vpc', {
      cidrBlock: ADDRESSES,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags,
    });
    const gateway = new InternetGateway(this, 'gateway', { vpcId: vpc.id, tags });
    const routes = new RouteTable(this, 'routes', { vpcId: vpc.id, tags });
    new Route(this, 'way-out', {
      routeTableId: routes.id,
      destinationCidrBlock: '0.0.0.0/0',
      gatewayId: gateway.id,
    });
    const subnet = new Subnet(this, 'subnet', {
      vpcId: vpc.id,
      cidrBlock: ADDRESSES,
      availabilityZone: deployment.availabilityZone,
      mapPublicIpOnLaunch: false, // the listener asks for an address itself
      tags: { Name: names.subnet },
    });
    new RouteTableAssociation(this, 'subnet-routes', {
      subnetId: subnet.id,
      routeTableId: routes.id,
    });
    new VpcEndpoint(this, 's3', {
      vpcId: vpc.id,
      serviceName: `com.amazonaws.${deployment.region}.s3`,
      vpcEndpointType: 'Gateway', // free, unlike the others
      routeTableIds: [routes.id],
      tags,
    });
    return vpc;
  }
}
