import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { decodeDeployment, type Deployment } from '../../../stacks/config/deployment.ts';
import { projectRoot } from '../small-clone.ts';

export const exampleFile = join(projectRoot, 'deployment.example.json');

/** The example as JSON has it. */
export const example = JSON.parse(readFileSync(exampleFile, 'utf8')) as Readonly<
  Record<string, unknown>
>;

/** The deployment of the example, some keys otherwise. */
export const deploymentWith = (others: Readonly<Record<string, unknown>> = {}): Deployment => {
  const decoded = decodeDeployment({ ...example, ...others });
  if (E.isLeft(decoded)) throw new Error(decoded.left.join('\n'));
  return decoded.right;
};
