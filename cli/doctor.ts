import * as E from 'fp-ts/lib/Either.js';
import { misuse, readOptions, type Command } from './command.ts';
import { fromSources } from './from-sources.ts';

export const doctor: Command = {
  name: 'doctor',
  summary: 'says what a deployment lacks, in the order in which to do it',
  help: `Usage: bitcoin-pipeline doctor --cloud [options]

Looks, and changes nothing: the configuration, the engine, whose the credentials are, the bucket of the states, the
provider of GitHub's tokens, each role and whom it trusts; who there is in Snowflake (where
BITCOIN_PIPELINE_SNOWFLAKE_* let it ask); the repository's environments and variables (with GITHUB_TOKEN); what is
deployed and whether data comes. What is missing has its next command; what was not looked at is said, and is no "there".

  --cloud             what is in AWS, Snowflake and GitHub; nothing else is looked at so far
  --deployment FILE   the configuration (default by BITCOIN_PIPELINE_DEPLOYMENT)
  --subject TEXT      the claim sub of a token that was refused: which role takes it, and why no other; in a workflow
                      with id-token: write the job's own is taken
  --engine PROGRAM    Terraform or OpenTofu (default by TERRAFORM_BINARY_NAME, else terraform or tofu)
  --synthesised DIR   what npm run synth wrote: which stacks there are to be (default cdktf.out)
  --json              one JSON document instead of text

Exit codes: 0 nothing is missing of what was looked at, 1 something is, 2 wrong usage.

Examples:
  bitcoin-pipeline doctor --cloud
  bitcoin-pipeline doctor --cloud --subject repo:your-organisation/bitcoin-pipeline:environment:prod`,
  run: async (args) => {
    const given = readOptions(args, {
      cloud: { type: 'boolean', default: false },
      deployment: { type: 'string' },
      subject: { type: 'string' },
      engine: { type: 'string' },
      synthesised: { type: 'string', default: 'cdktf.out' },
      json: { type: 'boolean', default: false },
    });
    if (E.isLeft(given)) return given;
    return given.right.cloud
      ? fromSources('operate/doctor/index.ts', given.right)
      : E.left(misuse('say --cloud: nothing else is looked at so far'));
  },
};
