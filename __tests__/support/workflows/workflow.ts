import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { projectRoot } from '../small-clone.ts';

type Texts = Readonly<Record<string, string>>;

export interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Texts;
}

interface Concurrency {
  readonly group: string;
  readonly 'cancel-in-progress'?: boolean | string;
}

export interface Job {
  readonly if?: string;
  readonly needs?: string | ReadonlyArray<string>;
  /** Another workflow, in place of steps. */
  readonly uses?: string;
  readonly environment?: string | { readonly name: string };
  readonly concurrency?: Concurrency;
  readonly permissions?: Texts;
  readonly 'timeout-minutes'?: number;
  readonly steps?: ReadonlyArray<Step>;
}

interface Input {
  readonly type: string;
  readonly required?: boolean;
  readonly options?: ReadonlyArray<string>;
}

interface Event {
  readonly branches?: ReadonlyArray<string>;
  readonly tags?: ReadonlyArray<string>;
  readonly inputs?: Readonly<Record<string, Input>>;
}

export interface Workflow {
  readonly on: Readonly<Record<string, Event | null>>;
  readonly permissions?: Texts;
  readonly concurrency?: Concurrency;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** Paths below `.github`, and what stands there. */
export type Files = Readonly<Record<string, string>>;

const root = join(projectRoot, '.github');

export const files: Files = Object.fromEntries(
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yml'))
    .toSorted()
    .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
);

/** The same, one of them otherwise. */
export const filesWith = (path: string, from: string, to: string): Files => {
  const text = files[path] ?? '';
  if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
  return { ...files, [path]: text.replace(from, to) };
};

/** Every workflow, by its name without folder and ending. */
export const workflowsIn = (all: Files): Readonly<Record<string, Workflow>> =>
  Object.fromEntries(
    Object.entries(all)
      .filter(([path]) => path.startsWith('workflows/'))
      .map(([path, text]) => [
        path.slice('workflows/'.length, -'.yml'.length),
        parse(text) as Workflow,
      ]),
  );

/** A job with its place. */
export interface Placed {
  /** `deploy/plan` */
  readonly place: string;
  readonly workflow: Workflow;
  readonly job: Job;
}

export const jobsIn = (all: Files): ReadonlyArray<Placed> =>
  Object.entries(workflowsIn(all)).flatMap(([name, workflow]) =>
    Object.entries(workflow.jobs).map(([id, job]) => ({ place: `${name}/${id}`, workflow, job })),
  );

export const stepsOf = ({ steps = [] }: Job): ReadonlyArray<Step> => steps;

const PREPARE = 'actions/prepare/action.yml';

/** Steps of the action that jobs share. */
export const sharedSteps = (all: Files): ReadonlyArray<Step> =>
  (parse(all[PREPARE] ?? '') as { readonly runs: { readonly steps: ReadonlyArray<Step> } }).runs
    .steps;
