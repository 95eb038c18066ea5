import * as E from 'fp-ts/lib/Either.js';
import { fault, type Course } from './command.ts';
import { acts, rehearse } from './rehearse.ts';

export const standardCourse: Course = {
  usage: `Usage: npm run rehearse -- [--out cdktf.out] [--engine PROGRAM] [--json]

Drives Terraform or OpenTofu over the synthesised stacks, before providers of our own that make nothing real: they
are made, planned again, changed, destroyed but for what is kept, and made again with a failure half way.
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 skipped, since there is no engine (a failure where CI is set).`,
  rehearse: async ({ out, engine, tell }) =>
    E.mapLeft(fault)(await rehearse(out, engine, acts, tell)),
};
