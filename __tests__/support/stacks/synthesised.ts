import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deploy, type Catalogue } from '../../../main.ts';
import { App } from '../../../stacks/cdktf.ts';
import type { Deployment } from '../../../stacks/config/deployment.ts';
import { deploymentWith } from './deployment.ts';

/** What is written down of one resource, as the engine reads it. */
export type Resource = Readonly<Record<string, unknown>>;

type ByType = Readonly<Record<string, Readonly<Record<string, Resource>>>>;

/** One stack as the engine reads it. */
export interface StackJson {
  readonly terraform: Readonly<Record<string, unknown>>;
  readonly provider: Readonly<Record<string, ReadonlyArray<Resource>>>;
  readonly resource?: ByType;
  readonly data?: ByType;
}

/** Every stack by its name. */
export type Synthesised = Readonly<Record<string, StackJson>>;

/** A resource with its place. */
export interface Placed {
  readonly stack: string;
  readonly type: string;
  readonly address: string;
  readonly resource: Resource;
}

export const readStacks = (outdir: string): Synthesised =>
  Object.fromEntries(
    readdirSync(join(outdir, 'stacks')).map((stack) => [
      stack,
      JSON.parse(readFileSync(join(outdir, 'stacks', stack, 'cdk.tf.json'), 'utf8')) as StackJson,
    ]),
  );

/** Synthesises in this process, into `out` of the folder; the artifacts are stand-ins of a few bytes. */
export const synthesiseInto = (
  folder: string,
  deployment: Deployment = deploymentWith(),
  catalogue?: Catalogue,
): string => {
  const artifacts = {
    listener: join(folder, 'listener.zip'),
    poller: join(folder, 'poller.zip'),
  };
  for (const [name, path] of Object.entries(artifacts)) writeFileSync(path, name);
  const outdir = join(folder, 'out');
  const app = new App({ outdir });
  deploy(app, deployment, artifacts, catalogue);
  app.synth();
  return outdir;
};

export const synthesise = (deployment?: Deployment, catalogue?: Catalogue): Synthesised => {
  const folder = mkdtempSync(join(tmpdir(), 'synthesised-'));
  try {
    return readStacks(synthesiseInto(folder, deployment, catalogue));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

export const placedIn = (all: Synthesised): ReadonlyArray<Placed> =>
  Object.entries(all).flatMap(([stack, { resource = {} }]) =>
    Object.entries(resource).flatMap(([type, byId]) =>
      Object.entries(byId).map(([id, each]) => ({
        stack,
        type,
        address: `${type}.${id}`,
        resource: each,
      })),
    ),
  );

/** All of one type in a stack, in the order of their ids. */
export const ofType = (stack: StackJson | undefined, type: string): ReadonlyArray<Resource> =>
  Object.values(stack?.resource?.[type] ?? {});

/** The only one of a type in a stack. */
export const theOne = (stack: StackJson | undefined, type: string): Resource => {
  const [one, ...more] = ofType(stack, type);
  if (one === undefined || more.length > 0)
    throw new Error(`${type}: ${more.length + (one === undefined ? 0 : 1)} of them`);
  return one;
};

/** A statement of a policy as IAM reads it; lists are lists. */
export interface PolicyStatement {
  readonly effect: string;
  readonly actions: ReadonlyArray<string>;
  readonly resources: ReadonlyArray<string>;
  readonly principal: unknown;
  readonly condition: unknown;
}

/** IAM takes one text for a list of one. */
type OneOrMore = string | ReadonlyArray<string> | undefined;
const list = (value: OneOrMore): ReadonlyArray<string> => [value ?? []].flat();

export const statementsOf = (policy: unknown): ReadonlyArray<PolicyStatement> => {
  const { Statement } = JSON.parse(String(policy)) as {
    readonly Statement: ReadonlyArray<{
      readonly Effect: string;
      readonly Action: OneOrMore;
      readonly Resource: OneOrMore;
      readonly Principal: unknown;
      readonly Condition: unknown;
    }>;
  };
  return Statement.map(({ Effect, Action, Resource: resources, Principal, Condition }) => ({
    effect: Effect,
    actions: list(Action),
    resources: list(resources),
    principal: Principal,
    condition: Condition,
  }));
};
