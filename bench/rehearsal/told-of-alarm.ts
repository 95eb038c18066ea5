import { askForm, askJson, type Asking } from './ask.ts';

const QUEUE = 'rehearsal';

interface Received {
  readonly Messages?: ReadonlyArray<{ readonly Body: string }>;
}

/** Somebody who is told what a topic is told, beside whom the stacks name. */
export interface Listening {
  readonly messages: () => Promise<ReadonlyArray<string>>;
}

export const listenTo = async (asking: Asking, topicArn: string): Promise<Listening> => {
  const { QueueUrl } = await askJson<{ readonly QueueUrl: string }>(
    asking,
    'sqs',
    'AmazonSQS.CreateQueue',
    { QueueName: QUEUE },
  );
  await askForm(asking, 'sns', {
    Action: 'Subscribe',
    TopicArn: topicArn,
    Protocol: 'sqs',
    Endpoint: `arn:aws:sqs:${asking.region}:${asking.account}:${QUEUE}`,
  });
  return {
    messages: async () => {
      const { Messages = [] } = await askJson<Received>(asking, 'sqs', 'AmazonSQS.ReceiveMessage', {
        QueueUrl,
        MaxNumberOfMessages: 10,
      });
      return Messages.map(({ Body }) => Body);
    },
  };
};
