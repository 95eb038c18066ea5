import { main } from '../../scripts/setup/index.mjs';
import { dbtCommand } from './command.ts';

await main(async () => {
  process.exitCode = await dbtCommand(process.argv.slice(2), process.env, (text) =>
    process.stderr.write(`${text}\n`),
  );
});
