import { rawTables, streams, type RawTable } from '@bitcoin-pipeline/model';
import { describe, expect, it } from 'vitest';
import { deploymentWith } from '../support/stacks/deployment.ts';
import { ofType, synthesise, theOne, type Synthesised } from '../support/stacks/synthesised.ts';

/** One that nobody has: a stream as the catalogue would have it. */
const madeUp = {
  prefix: 'mempool-data/made-up/',
  table: 'made_up',
  description: 'A stream that there is only here.',
};
const [firstTable] = rawTables;
if (firstTable === undefined) throw new Error('no raw table');
const madeUpTable: RawTable = {
  ...firstTable,
  stream: 'made-up',
  name: madeUp.table,
  prefix: madeUp.prefix,
};

interface Queue {
  readonly filter_prefix: string;
  readonly queue_arn: string;
  readonly events: ReadonlyArray<string>;
}

/** What there is of one stream. */
const partsOf = (all: Synthesised, stream: string, { prefix, table }: typeof madeUp) => {
  const name = table.toUpperCase();
  const delivery = ofType(all['stream'], 'aws_kinesis_firehose_delivery_stream').filter(
    (each) => each['name'] === `bitcoin-pipeline-prod-${stream}`,
  );
  const notification = theOne(all['warehouse'], 'aws_s3_bucket_notification');
  return {
    prefixes: delivery.map(
      (each) => (each['extended_s3_configuration'] as { readonly prefix: string }).prefix,
    ),
    tables: ofType(all['tables'], 'snowflake_table').filter((each) => each['name'] === name).length,
    copies: ofType(all['warehouse'], 'snowflake_pipe')
      .filter((each) => each['name'] === `${name}_PIPE`)
      .map((each) => String(each['copy_statement']).split('\n').slice(0, 2)),
    queues: (notification['queue'] as ReadonlyArray<Queue>)
      .filter((queue) => queue.filter_prefix === prefix)
      .map(({ queue_arn: arn }) => arn),
    catchUps: ofType(all['warehouse'], 'snowflake_execute').filter((each) =>
      String(each['execute']).includes(`snowflake_pipe.pipe-${table}.`),
    ).length,
  };
};

const whole = ({ prefix, table }: typeof madeUp) => ({
  prefixes: [`${prefix}dt=!{timestamp:yyyy-MM-dd}/hr=!{timestamp:HH}/`],
  tables: 1,
  copies: [
    [`COPY INTO BITCOIN_PROD.RAW.${table.toUpperCase()}`, `FROM @BITCOIN_PROD.RAW.LAKE/${prefix}`],
  ],
  queues: [`\${snowflake_pipe.pipe-${table}.notification_channel}`],
  catchUps: 1,
});

describe('each stream of the catalogue', () => {
  const all = synthesise();

  it.each(Object.entries(streams))(
    '%s has a delivery stream, table, pipe and queue',
    (name, stream) => {
      expect(partsOf(all, name, stream)).toStrictEqual(whole(stream));
    },
  );

  it('is all there is', () => {
    const count = Object.keys(streams).length;
    expect(ofType(all['stream'], 'aws_kinesis_firehose_delivery_stream')).toHaveLength(count);
    expect(ofType(all['tables'], 'snowflake_table')).toHaveLength(count);
    expect(ofType(all['warehouse'], 'snowflake_pipe')).toHaveLength(count);
  });

  it('has the columns of the model', () => {
    for (const table of rawTables) {
      const made = ofType(all['tables'], 'snowflake_table').find(
        (each) => each['name'] === table.name.toUpperCase(),
      );
      const columns = made?.['column'] as ReadonlyArray<Readonly<Record<string, unknown>>>;
      expect(columns.map(({ name }) => name)).toStrictEqual(
        table.columns.map(({ name }) => name.toUpperCase()),
      );
      expect(columns.every(({ nullable }) => nullable === true)).toBe(true);
    }
  });
});

it('a new stream takes no change of a stack', () => {
  const all = synthesise(deploymentWith(), {
    streams: { ...streams, 'made-up': madeUp },
    tables: [...rawTables, madeUpTable],
  });
  expect(partsOf(all, 'made-up', madeUp)).toStrictEqual(whole(madeUp));
  expect(partsOf(all, 'conversions', streams.conversions)).toStrictEqual(
    whole(streams.conversions),
  );
});
