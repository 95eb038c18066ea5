import { command } from './command.ts';

process.exitCode = await command(process.argv.slice(2), process.env, {
  print: (text) => process.stdout.write(`${text}\n`),
  say: (text) => process.stderr.write(`${text}\n`),
});
