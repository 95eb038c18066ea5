import type { Deployment } from '../../../stacks/config/deployment.ts';
import { environmentOf } from './roles.ts';
import { jobsIn, type Files } from './workflow.ts';

/** The first column of the table below a heading of a page, without its marks. */
export const firstColumn = (page: string, heading: string): ReadonlyArray<string> => {
  const [, after = ''] = page.split(`## ${heading}\n`);
  const [section = ''] = after.split('\n## ');
  return [...section.matchAll(/^\| `([^`]+)` *\|/gm)].map(([, name = '']) => name);
};

const unique = (names: ReadonlyArray<string>): ReadonlyArray<string> =>
  [...new Set(names)].toSorted();

/** What a repository has to be given by its owner: variables. */
export const variablesIn = (files: Files): ReadonlyArray<string> =>
  unique(
    Object.values(files).flatMap((text) =>
      [...text.matchAll(/\bvars\.(\w+)/g)].map(([, name = '']) => name),
    ),
  );

/** And environments, each with its protection. */
export const environmentsIn = (files: Files, deployment: Deployment): ReadonlyArray<string> =>
  unique(jobsIn(files).flatMap(({ job }) => environmentOf(job, deployment) ?? []));
