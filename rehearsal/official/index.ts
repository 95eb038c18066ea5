import * as E from 'fp-ts/lib/Either.js';
import { command, fault } from '../command.ts';
import { rehearse } from '../rehearse.ts';
import { officialActs } from './acts.ts';
import { officialCommand } from './install.ts';

process.exitCode = await command(process.argv.slice(2), process.env, {
  usage: `Usage: npm run rehearse:cdktf -- [--out cdktf.out] [--engine PROGRAM] [--json]

Drives cdktf's own command over the synthesised stacks, before providers of our own that make nothing real: deploy,
deploy again, destroy all but what is kept, destroy what is kept (which is refused), and deploy once more, each with
the stacks named one by one. Installs the command into .setup at the first time, 423 MB; it runs on Node 20 and 22.
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 skipped, since there is no engine (a failure where CI is set).`,
  rehearse: async ({ out, engine, say, tell }) => {
    const script = await officialCommand(say);
    const rehearsed = E.isLeft(script)
      ? script
      : await rehearse(out, engine, officialActs(script.right), tell);
    return E.mapLeft(fault)(rehearsed);
  },
});
