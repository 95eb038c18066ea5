import { duckdbDdl, rawTables } from '@bitcoin-pipeline/model';

for (const table of rawTables.filter(({ stream }) => stream === 'conversions')) {
  // the others add what an older table lacks; snowflakeDdl writes the same for Snowflake
  const [create] = duckdbDdl(table);
  console.log(`${create};`);
}
