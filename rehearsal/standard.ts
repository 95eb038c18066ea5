import * as E from 'fp-ts/lib/Either.js';
import type { Course } from './command.ts';
import { acts } from './rehearse.ts';

export const standardCourse: Course = {
  usage: `Usage: npm run rehearse -- [--out cdktf.out] [--engine PROGRAM] [--json]

Drives Terraform or OpenTofu over the synthesised stacks, before providers of our own that make nothing real: they
are made, planned again, changed, destroyed but for what is kept, and made again with a failure half way.
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 skipped, since there is no engine (a failure where CI is set).`,
  acts: async () => E.right(acts),
};
