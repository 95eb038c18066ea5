/** A process that lets dbt build a warehouse; says so when it has begun. */
import { startDbtWorker } from '../../dbt/worker/client.ts';
import { dbtProject, dbtPython } from './dbt-warehouse.ts';
import { right } from './warehouse.ts';

const [warehouse = '', targetDir = ''] = process.argv.slice(2);
const worker = right(
  await startDbtWorker({ python: dbtPython(), projectDir: dbtProject, warehouse, targetDir }),
);
const build = worker.build();
console.log('building');
right(await build);
