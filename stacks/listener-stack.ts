import type { StreamName } from '@bitcoin-pipeline/model';
import { EbsVolume } from '@cdktf/provider-aws/lib/ebs-volume/index.js';
import type { Construct } from './cdktf.ts';
import { AwsStack } from './constructs/aws-stack.ts';
import type { StackProps } from './constructs/environment-stack.ts';
import { logGroup } from './constructs/log-group.ts';
import { trustedService } from './constructs/policy.ts';
import { Role } from './constructs/role.ts';
import { pinned } from './constructs/stateful.ts';
import { agentConfig } from './listener/agent-config.ts';
import { artifactInBucket } from './listener/artifact.ts';
import { listenerConfigOf, listenerEnvironment, volumeGib } from './listener/environment.ts';
import { listenerGroup } from './listener/group.ts';
import { launchTemplate } from './listener/launch.ts';
import { listenerMay } from './listener/may.ts';
import { parameters } from './listener/parameters.ts';
import { userData } from './listener/user-data.ts';

export interface ListenerStackProps extends StackProps {
  /** Path of the packed program. */
  readonly artifact: string;
  /** Those that have a delivery stream. */
  readonly streams: ReadonlyArray<StreamName>;
}

/** The listener: one instance that reads the socket, with a spool that outlives it. */
export class ListenerStack extends AwsStack {
  constructor(scope: Construct, id: string, props: ListenerStackProps) {
    super(scope, id, props);
    const { deployment, names, streams } = props;
    const config = listenerConfigOf(deployment, names, streams);
    const environment = listenerEnvironment(config);
    const agent = agentConfig(names, deployment.environment);

    const spool = this.#spool(props, volumeGib(config));
    const artifact = artifactInBucket(this, names, props.artifact);
    const asked = parameters(this, {
      names,
      environment,
      agentConfig: agent,
      spoolVolumeId: spool.id,
    });
    const logs = [
      logGroup(this, 'log', names.listenerLogGroup),
      logGroup(this, 'metrics', names.metricsLogGroup),
    ];
    const role = new Role(this, 'role', {
      names,
      name: 'listener',
      description: 'The listener sends lines to Firehose; its instance attaches the spool',
      trust: [trustedService('ec2')],
      may: listenerMay(names, streams),
    });
    const launch = launchTemplate(this, {
      ...props,
      role,
      userData: userData({
        names,
        region: deployment.region,
        artifactSha256: artifact.sha256,
        parameters: [...Object.entries(environment).flat(), agent],
      }),
    });
    listenerGroup(this, { ...props, role, launch, after: [artifact.object, ...asked, ...logs] });
  }

  /** What is durable and not yet in the lake. A destroy leaves a snapshot of it. */
  #spool({ deployment, names }: ListenerStackProps, sizeGib: number): EbsVolume {
    return pinned(
      new EbsVolume(this, 'spool', {
        availabilityZone: deployment.availabilityZone,
        size: sizeGib,
        type: 'gp3',
        encrypted: true,
        finalSnapshot: true,
        tags: { Name: names.spool },
      }),
      'spool',
    );
  }
}
