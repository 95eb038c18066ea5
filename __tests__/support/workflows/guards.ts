import { jobsIn, sharedSteps, stepsOf, workflowsIn, type Files } from './workflow.ts';

/* What each workflow has to have, as sentences on what lacks. */

type Faults = ReadonlyArray<string>;

const PINNED = /^[\w.-]+\/[\w.-]+@[0-9a-f]{40}$/;
/** One action, its hash and the version that the comment says. */
const USED = /^\s*(?:- )?uses: ([^@\s]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)$/;

/** By 40 hex digits, with the version as a comment, the same everywhere. */
export const unpinned = (files: Files): Faults => {
  const used = [...jobsIn(files).flatMap(({ job }) => stepsOf(job)), ...sharedSteps(files)]
    .flatMap(({ uses }) => uses ?? [])
    .filter((uses) => !uses.startsWith('./'));
  const lines = Object.values(files)
    .flatMap((text) => text.split('\n'))
    .flatMap((line) => {
      const [, action, hash, version] = USED.exec(line) ?? [];
      return action === undefined ? [] : [{ action, pin: `${hash} # ${version}` }];
    });
  const pinsOf = (action: string): ReadonlySet<string> =>
    new Set(lines.filter((line) => line.action === action).map(({ pin }) => pin));
  return [
    ...used.filter((uses) => !PINNED.test(uses)).map((uses) => `${uses} is not pinned`),
    ...(lines.length === used.length ? [] : ['an action has no version beside its hash']),
    ...new Set(
      lines
        .filter(({ action }) => pinsOf(action).size > 1)
        .map(({ action }) => `${action} has several pins`),
    ),
  ];
};

const LONGEST_MINUTES = 60;

/** An end, permissions of its own and none that all jobs share; nothing that lets others' code near a credential. */
export const unbounded = (files: Files): Faults => [
  ...Object.entries(workflowsIn(files)).flatMap(([name, { on, permissions }]) => [
    ...(JSON.stringify(permissions) === '{}' ? [] : [`${name} gives every job permissions`]),
    ...['pull_request_target', 'workflow_run']
      .filter((event) => event in on)
      .map((event) => `${name} runs on ${event}`),
  ]),
  ...jobsIn(files).flatMap(({ place, job }) => [
    ...(job.permissions === undefined ? [`${place} has no permissions of its own`] : []),
    ...(job.uses !== undefined || (job['timeout-minutes'] ?? Infinity) <= LONGEST_MINUTES
      ? []
      : [`${place} has no end within ${LONGEST_MINUTES} minutes`]),
  ]),
];

const takesToken = (run: string): boolean => /^npm (run dbt --|publish)/.test(run);
const takers = ['aws-actions/configure-aws-credentials', 'actions/deploy-pages', 'actions/attest'];
const SAME_REPOSITORY = 'github.event.pull_request.head.repo.full_name == github.repository';

/** A token only where something takes it, and never in a fork's run; no secret, and no text of others in a script. */
export const credentialFaults = (files: Files): Faults => [
  ...jobsIn(files).flatMap(({ place, workflow, job }) => {
    if (job.permissions?.['id-token'] !== 'write') return [];
    const isTaken =
      job.uses !== undefined ||
      stepsOf(job).some(
        ({ uses = '', run = '' }) =>
          takers.some((action) => uses.startsWith(`${action}@`)) || takesToken(run),
      );
    const forks = 'pull_request' in workflow.on && job.if?.includes(SAME_REPOSITORY) !== true;
    return [
      ...(isTaken ? [] : [`${place} may ask for a token and asks for none`]),
      ...(forks ? [`${place} may ask for a token in a fork's run`] : []),
    ];
  }),
  ...Object.entries(files).flatMap(([path, text]) =>
    /\bsecrets\b/.test(text) ? [`${path} uses a secret`] : [],
  ),
  ...[...jobsIn(files).flatMap(({ job }) => stepsOf(job)), ...sharedSteps(files)].flatMap(
    ({ run = '' }) => (run.includes('${{') ? [`an expression stands in a script: ${run}`] : []),
  ),
];
