import type { Stream } from '@bitcoin-pipeline/model';
import type { Construct } from './cdktf.ts';
import { AwsStack } from './constructs/aws-stack.ts';
import type { StackProps } from './constructs/environment-stack.ts';
import { deliveryStream } from './constructs/delivery-stream.ts';
import { logGroup } from './constructs/log-group.ts';
import { bufferOf } from './stream-buffer.ts';

export interface StreamStackProps extends StackProps {
  /** The catalogue's, by name. */
  readonly streams: Readonly<Record<string, Stream>>;
}

/** A delivery stream of Firehose for each stream of the catalogue. */
export class StreamStack extends AwsStack {
  constructor(scope: Construct, id: string, props: StreamStackProps) {
    super(scope, id, props);
    const { deployment, names, streams } = props;
    const buffer = bufferOf(deployment);
    const log = logGroup(this, 'log', names.deliveryLogGroup);
    for (const [stream, { prefix }] of Object.entries(streams))
      deliveryStream(this, {
        names,
        account: deployment.awsAccount,
        stream,
        prefix,
        bufferSeconds: buffer.seconds,
        bufferMib: buffer.mib,
        log,
      });
  }
}
