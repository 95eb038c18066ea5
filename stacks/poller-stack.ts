import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function/index.js';
import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config/index.js';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue/index.js';
import { BLOCKS_PER_TURN, environmentOf } from '../poller/config.ts';
import { AssetType, TerraformAsset, type Construct } from './cdktf.ts';
import { AwsStack } from './constructs/aws-stack.ts';
import type { StackProps } from './constructs/environment-stack.ts';
import { everyMinute } from './constructs/every-minute.ts';
import { logGroup } from './constructs/log-group.ts';
import { trustedService } from './constructs/policy.ts';
import { pollerMay } from './constructs/poller-may.ts';
import { Role } from './constructs/role.ts';

export interface PollerStackProps extends StackProps {
  /** Path of the packed function. */
  readonly artifact: string;
}

const RUNTIME = 'nodejs24.x';
/** What a turn stays below by itself: `poller/calls.ts`. */
const LIMIT_SECONDS = 10;
/** 60 MB are used; processor time comes with memory. */
const MEMORY_MIB = 256;
/** The next turn does what a late one would have done. */
const EVENT_AGE_SECONDS = 60;
/** @default of `pollerReservedConcurrency`: turns do not meet; where they do all the same, the state decides. */
const CONCURRENCY = 1;
const FAILURES_KEPT_SECONDS = 14 * 24 * 3600;

/** The poller: a function, called each minute, whose memory is an object beside the lake's data. */
export class PollerStack extends AwsStack {
  constructor(scope: Construct, id: string, props: PollerStackProps) {
    super(scope, id, props);
    const { names } = props;
    const failures = new SqsQueue(this, 'failures', {
      name: names.pollerFailures,
      messageRetentionSeconds: FAILURES_KEPT_SECONDS,
      sqsManagedSseEnabled: true,
    });
    const called = this.#function(props, logGroup(this, 'log', names.pollerLogGroup));
    new LambdaFunctionEventInvokeConfig(this, 'calls', {
      functionName: called.functionName,
      maximumEventAgeInSeconds: EVENT_AGE_SECONDS,
      maximumRetryAttempts: 0,
      destinationConfig: { onFailure: { destination: failures.arn } },
    });
    everyMinute(this, { ...props, called, failures, eventAgeSeconds: EVENT_AGE_SECONDS });
  }

  #function({ deployment, names, artifact }: PollerStackProps, log: CloudwatchLogGroup) {
    const { awsAccount, region, network, sourceUrl, pollerReservedConcurrency } = deployment;
    const role = new Role(this, 'role', {
      names,
      name: 'poller',
      description: 'The poller writes blocks into the lake and keeps its state beside them',
      trust: [trustedService('lambda', awsAccount)],
      may: pollerMay(names),
    });
    const concurrency = pollerReservedConcurrency ?? CONCURRENCY;
    const asset = new TerraformAsset(this, 'artifact', { path: artifact, type: AssetType.FILE });
    return new LambdaFunction(this, 'poller', {
      functionName: names.poller,
      description: 'Asks the source for blocks that the socket did not bring',
      role: role.arn,
      runtime: RUNTIME,
      architectures: ['arm64'],
      handler: 'handler.handler',
      filename: asset.path,
      sourceCodeHash: asset.assetHash,
      timeout: LIMIT_SECONDS,
      memorySize: MEMORY_MIB,
      ...(concurrency === 'none' ? {} : { reservedConcurrentExecutions: concurrency }),
      environment: {
        variables: {
          ...environmentOf({
            bucket: names.lake,
            network,
            url: sourceUrl,
            blocksPerTurn: BLOCKS_PER_TURN,
            endpoint: null,
            environment: deployment.environment,
            region,
          }),
        },
      },
      loggingConfig: { logFormat: 'Text', logGroup: log.name }, // its lines are JSON already
      dependsOn: [role.policy],
    });
  }
}
