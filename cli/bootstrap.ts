import * as E from 'fp-ts/lib/Either.js';
import { readOptions, type Command } from './command.ts';
import { fromSources } from './from-sources.ts';

export const bootstrap: Command = {
  name: 'bootstrap',
  summary: 'makes what must be there before the first workflow deploys',
  help: `Usage: bitcoin-pipeline bootstrap [options]

With credentials of your own, of AWS (AWS_PROFILE) and Snowflake (SNOWFLAKE_USER, SNOWFLAKE_AUTHENTICATOR and what
belongs to it): makes the bucket of the states, applies the stacks account, identity and access, and prints what it did,
who may take each role and what it may do, and the variables of the repository. Everything is checked first; another
account is refused, and nothing is touched. The same again changes nothing; stopped on the way, it goes on.

  --deployment FILE   the configuration (default by BITCOIN_PIPELINE_DEPLOYMENT)
  --dry-run           says what would be done, and does nothing
  --engine PROGRAM    Terraform or OpenTofu (default by TERRAFORM_BINARY_NAME, else terraform or tofu)
  --synthesised DIR   what npm run synth wrote (default: it is written now, into cdktf.out)
  --json              one JSON document instead of text

Exit codes: 0 done; 1 stopped on the way, and the sentence says where; 2 refused, nothing touched.

Examples:
  bitcoin-pipeline bootstrap --deployment deployment.json --dry-run
  bitcoin-pipeline bootstrap --json`,
  run: async (args) => {
    const given = readOptions(args, {
      deployment: { type: 'string' },
      engine: { type: 'string' },
      synthesised: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    });
    return E.isLeft(given) ? given : fromSources('operate/bootstrap/index.ts', given.right);
  },
};
