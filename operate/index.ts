import * as E from 'fp-ts/lib/Either.js';
import { print, say } from '../cli/say.ts';
import { hushWordOnNode } from '../lake/aws/quiet.ts';
import { officialCommand } from '../rehearsal/official/install.ts';
import { officialCdktf } from './engine/cdktf.ts';
import { realPace } from './machine.ts';
import { main } from './main.ts';

/* `npm run operate -- COMMAND …` */

hushWordOnNode();
process.exitCode = await main(process.argv.slice(2), {
  env: process.env,
  print,
  say,
  nowMs: Date.now,
  pace: realPace,
  cdktf: async () =>
    E.map((script: string) => officialCdktf(script, say))(await officialCommand(say)),
});
