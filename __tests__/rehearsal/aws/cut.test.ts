import * as E from 'fp-ts/lib/Either.js';
import { expect, it, onTestFinished } from 'vitest';
import { accountOfAll } from '../../../rehearsal/aws/account.ts';
import { cutToAws, type Cut } from '../../../rehearsal/aws/cut.ts';
import { readSynthesised, resourcesOf, type Stack } from '../../../rehearsal/synthesised.ts';
import { fixture, writeFixture, type Fixture } from '../../support/rehearsal/fixture.ts';

const read = async (stacks: Fixture): Promise<ReadonlyArray<Stack>> => {
  const { out, remove } = writeFixture(stacks);
  onTestFinished(remove);
  const synthesised = await readSynthesised(out);
  if (E.isLeft(synthesised)) throw new Error(synthesised.left);
  return synthesised.right;
};

const cut = async (stacks: Fixture, name: string): Promise<Cut | null> => {
  const stack = (await read(stacks)).find((each) => each.name === name);
  if (stack === undefined) throw new Error(`no ${name}`);
  return cutToAws(stack);
};

const addressesOf = ({ stack }: Cut): ReadonlyArray<string> =>
  resourcesOf(stack).map(({ address }) => address);

it('of a stack that is of AWS nothing is taken out', async () => {
  const [storage] = await read({ storage: fixture.storage });
  if (storage === undefined) throw new Error('no storage');
  expect(cutToAws(storage)?.without).toStrictEqual([]);
  expect(cutToAws(storage)?.stack.json.resource).toStrictEqual(storage.json.resource);
});

it.each(['tables', 'warehouse'])('nothing of %s is of AWS alone', async (name) => {
  expect(await cut(fixture, name)).toBeNull();
});

const warehouse = {
  needs: ['storage', 'tables'],
  resource: {
    aws_sqs_queue: { told: { name: 'told ${aws_s3_bucket_notification.arrivals.id}' } },
    ...fixture.warehouse.resource,
    aws_sns_topic: { errors: { name: 'errors', depends_on: ['snowflake_stage.lake'] } },
    aws_sns_topic_policy: { errors: { arn: '${aws_sns_topic.errors.arn}', policy: '{}' } },
  },
};

it('what needs a value of the other cloud goes with it, and what needs that', async () => {
  const mixed = await cut({ ...fixture, warehouse }, 'warehouse');
  if (mixed === null) throw new Error('nothing is left');
  expect(addressesOf(mixed)).toStrictEqual(['aws_sns_topic.errors', 'aws_sns_topic_policy.errors']);
  expect(mixed.without).toStrictEqual([
    'snowflake_stage.lake',
    'snowflake_pipe.blocks',
    'aws_s3_bucket_notification.arrivals',
    'aws_sqs_queue.told',
  ]);
});

it('what only waits for it stays, and waits for nothing', async () => {
  const mixed = await cut({ ...fixture, warehouse }, 'warehouse');
  expect(mixed?.stack.json.resource?.['aws_sns_topic']?.['errors']?.['depends_on']).toStrictEqual(
    [],
  );
});

it('only the provider of AWS is asked for', async () => {
  const mixed = await cut({ ...fixture, warehouse }, 'warehouse');
  expect(Object.keys(mixed?.stack.json.terraform.required_providers ?? {})).toStrictEqual(['aws']);
  expect(Object.keys(mixed?.stack.json.provider ?? {})).toStrictEqual(['aws']);
});

it('account, region and version are those that the stacks name, and they name one', async () => {
  const [storage, stream] = await read({ storage: fixture.storage, stream: fixture.stream });
  if (storage === undefined || stream === undefined) throw new Error('a stack is missing');
  expect(accountOfAll([storage, stream])).toStrictEqual(
    E.right({ account: '111122223333', region: 'eu-central-1', version: '6.25.0' }),
  );
  const inProvider = (aws: Record<string, unknown>): Stack => ({
    ...stream,
    json: { ...stream.json, provider: { aws: [aws] } },
  });
  const elsewhere = inProvider({ region: 'eu-central-1', allowed_account_ids: ['444455556666'] });
  expect(accountOfAll([storage, elsewhere])).toStrictEqual(
    E.left('stream is not in the account and region of storage'),
  );
  expect(accountOfAll([inProvider({ region: 'eu-central-1' })])).toStrictEqual(
    E.left('stream names no account, region and version of AWS'),
  );
});
